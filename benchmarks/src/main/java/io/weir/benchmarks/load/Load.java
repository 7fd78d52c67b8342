package io.weir.benchmarks.load;

/** Something done to a broker, and measured. */
public sealed interface Load permits LiveLoad, ColdLoad {}
