package io.weir.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What {@code weir --version} says: ours, the Java it runs on, the Kafka client inside. */
final class Version implements IVersionProvider {

    private static final String CLIENT_PROPERTIES = "/kafka/kafka-version.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            "weir " + ours(Weir.class.getPackage().getImplementationVersion()) + " (Java "
                    + Runtime.version().feature() + ", kafka-clients " + client() + ")"
        };
    }

    /** Only a jar carries its version; classes run from an IDE do not. */
    private static String ours(@Nullable String version) {
        return version == null ? "development" : version;
    }

    private static String client() throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = Admin.class.getResourceAsStream(CLIENT_PROPERTIES)) {
            if (stream != null) {
                properties.load(stream);
            }
        }
        return properties.getProperty("version", "unknown");
    }
}
