/** The program: the command line, the demo, the simulator, and launching runs locally, on Flink or on Dataflow. */
package io.meterline.app;
