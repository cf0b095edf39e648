/** Live contenders, the meters that they are fed by, and how fast, how soon and how right their rows are. */
package io.meterline.bench.live;
