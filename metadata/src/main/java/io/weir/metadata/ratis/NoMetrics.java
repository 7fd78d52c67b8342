package io.weir.metadata.ratis;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;
import org.apache.ratis.util.TimeDuration;

/**
 * Counts what Ratis itself asks back and keeps nothing else: nobody reads Ratis' metrics, and its own registry brings
 * a library along. Found by {@link java.util.ServiceLoader}, hence public.
 */
public final class NoMetrics extends MetricRegistries {

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return new Registry(info);
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.empty();
    }

    @Override
    public boolean remove(MetricRegistryInfo info) {
        return false;
    }

    @Override
    public void clear() {
        // Nothing is kept.
    }

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.of();
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.of();
    }

    @Override
    public void addReporterRegistration(
            Consumer<RatisMetricRegistry> reporter, Consumer<RatisMetricRegistry> stopReporter) {
        // There is nothing to report.
    }

    @Override
    public void enableJmxReporter() {
        // There is nothing to report.
    }

    @Override
    public void enableConsoleReporter(TimeDuration every) {
        // There is nothing to report.
    }

    private record Registry(MetricRegistryInfo info) implements RatisMetricRegistry {

        private static final Timekeeper TIMER = () -> () -> 0;

        @Override
        public Timekeeper timer(String name) {
            return TIMER;
        }

        @Override
        public LongCounter counter(String name) {
            return new Counter(new LongAdder());
        }

        @Override
        public boolean remove(String name) {
            return false;
        }

        @Override
        public <T> void gauge(String name, Supplier<Supplier<T>> gauge) {
            // Nobody reads it.
        }

        @Override
        public MetricRegistryInfo getMetricRegistryInfo() {
            return info;
        }
    }

    private record Counter(LongAdder sum) implements LongCounter {

        @Override
        public void inc(long by) {
            sum.add(by);
        }

        @Override
        public void dec(long by) {
            sum.add(-by);
        }

        @Override
        public long getCount() {
            return sum.sum();
        }
    }
}
