package io.weir.cli.access;

import io.weir.cli.terminal.CliException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;

/** Whose quota, as {@code user/alice}, {@code client/app}, {@code ip/10.0.0.1}, or {@code user/alice,client/app}. */
final class QuotaEntity {

    static final String SYNTAX = "user/NAME, client/ID, ip/ADDRESS, user/NAME,client/ID; default instead of a name is"
            + " everybody who has no quota of his own";

    private static final Map<String, String> TYPES =
            Map.of("user", ClientQuotaEntity.USER, "client", ClientQuotaEntity.CLIENT_ID, "ip", ClientQuotaEntity.IP);
    private static final String DEFAULT = "default";

    private QuotaEntity() {}

    static ClientQuotaEntity parse(String text) {
        Map<String, @Nullable String> entries = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int slash = part.indexOf('/');
            String type = TYPES.get(part.substring(0, Math.max(0, slash)));
            if (type == null || slash == part.length() - 1) {
                throw CliException.usage("'" + text + "' is nobody who can have a quota; write " + SYNTAX);
            }
            String name = part.substring(slash + 1);
            entries.put(type, name.equals(DEFAULT) ? null : name);
        }
        return new ClientQuotaEntity(entries);
    }

    static String text(ClientQuotaEntity entity) {
        return entity.entries().entrySet().stream()
                .map(entry -> (entry.getKey().equals(ClientQuotaEntity.CLIENT_ID) ? "client" : entry.getKey()) + "/"
                        + (entry.getValue() == null ? DEFAULT : entry.getValue()))
                .collect(Collectors.joining(","));
    }
}
