package io.weir.broker.config;

import io.weir.broker.network.Admission;
import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.config.ConfigValues;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections may come in, as the settings stand; read anew only when they have changed. */
public final class ConnectionLimits implements Supplier<Admission.Limits> {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimits.class);

    private final Supplier<BrokerLayers> settings;
    private volatile Known known = new Known(BrokerLayers.ofStatic(Map.of()), Admission.Limits.NONE);

    private record Known(BrokerLayers layers, Admission.Limits limits) {}

    /** Follows these settings. */
    public ConnectionLimits(Supplier<BrokerLayers> settings) {
        this.settings = settings;
    }

    @Override
    public Admission.Limits get() {
        BrokerLayers layers = settings.get();
        Known last = known;
        if (!layers.equals(last.layers)) {
            last = new Known(layers, of(new ConfigValues(layers)));
            known = last;
        }
        return last.limits;
    }

    /** The limits these settings ask for; an override that is not of the form host:number is passed over. */
    private static Admission.Limits of(ConfigValues values) {
        return new Admission.Limits(
                values.intValue("max.connections"),
                values.intValue("max.connections.per.ip"),
                overrides(values.text("max.connections.per.ip.overrides").orElse("")));
    }

    private static Map<InetAddress, Integer> overrides(String text) {
        Map<InetAddress, Integer> overrides = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.lastIndexOf(':');
            if (colon > 0) {
                try {
                    overrides.put(
                            InetAddress.getByName(entry.substring(0, colon).strip()),
                            Integer.parseInt(entry.substring(colon + 1).strip()));
                } catch (UnknownHostException | NumberFormatException e) {
                    LOG.warn("max.connections.per.ip.overrides: '{}' is not host:number and does not count", entry);
                }
            }
        }
        return overrides;
    }
}
