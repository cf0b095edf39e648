/** What people start: the command line, the demo, the simulator, and the launching of runs here, on Flink or on Dataflow. */
package io.meterline.app;
