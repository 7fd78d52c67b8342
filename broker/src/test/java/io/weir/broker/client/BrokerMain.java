package io.weir.broker.client;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A broker alone in its process, for {@link BrokerProcess}: settings as {@code name=value} arguments, its address as the
 * first line of output, stopped by the end of its input, so that it never outlives its test.
 */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] settings) throws IOException {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        try (Broker broker = Broker.start(BrokerConfig.of(properties))) {
            System.out.println(broker.bootstrap());
            while (System.in.read() >= 0) {
                // Whatever is said to it, it goes on.
            }
        }
        System.exit(0);
    }
}
