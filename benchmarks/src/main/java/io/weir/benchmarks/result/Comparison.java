package io.weir.benchmarks.result;

import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.stats.Spread;
import java.util.Optional;
import java.util.OptionalDouble;

/** One figure of Weir beside Kafka's; empty where a broker could not be measured. */
public record Comparison(
        Row row, Metric metric, Optional<Spread> weir, Optional<Spread> kafka, Optional<Target> target) {

    /** Weir's median divided by Kafka's; none when one is missing or Kafka's is 0. */
    public OptionalDouble ratio() {
        if (weir.isEmpty() || kafka.isEmpty() || kafka.get().median() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(weir.get().median() / kafka.get().median());
    }

    public Verdict verdict() {
        if (target.isEmpty()) {
            return Verdict.NO_TARGET;
        }
        if (weir.isEmpty() || ratio().isEmpty()) {
            return Verdict.NOT_MEASURED;
        }
        boolean isMet = target.get().isMetBy(weir.get().median(), ratio().getAsDouble());
        return isMet ? Verdict.MET : Verdict.MISSED;
    }
}
