package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.LIST;
import static io.weir.metadata.config.ConfigType.PASSWORD;
import static io.weir.metadata.config.ConfigType.STRING;
import static io.weir.metadata.config.Limit.NONE;

/** The listener for people and monitoring, who speak HTTP. */
final class AdminTable {

    static final ConfigTable TABLE = table();

    private AdminTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        table.add(
                "weir.admin.listener",
                STRING,
                "127.0.0.1:9644",
                NONE,
                "Where console, metrics and health are served by HTTP, as host:port; port 0: any free port; none:"
                        + " nowhere. Where the default is in use by another, the broker goes on without.");
        table.add(
                "weir.admin.hosts",
                LIST,
                "",
                Limit.DISTINCT,
                "Names by which browsers call this broker, besides localhost and its addresses.");
        table.add(
                "weir.admin.token",
                PASSWORD,
                null,
                NONE,
                "What requests of the admin listener have to carry, as 'Authorization: Bearer TOKEN'; health needs"
                        + " none.");
        table.add(
                "weir.admin.token.file",
                STRING,
                null,
                NONE,
                "A file with that token, so that it stands in no settings; read when the broker starts.");
        return table.build();
    }
}
