package io.weir.broker.handlers.cluster;

import io.weir.broker.logging.LogLevels;
import io.weir.metadata.config.ConfigType;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.IncrementalAlterConfigs.Edit;
import io.weir.metadata.controller.IncrementalAlterConfigs.Operation;
import io.weir.protocol.messages.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.weir.protocol.types.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The log levels of this broker as settings of it (KIP-412): told and changed here, never written down. */
final class BrokerLoggers {

    /** DYNAMIC_BROKER_LOGGER_CONFIG on the wire. */
    private static final byte SOURCE = 6;

    private static final List<String> LEVELS = List.of("FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    private final int nodeId;
    private final Supplier<LogLevels> levels;

    /** @param levels asked for when they are needed: looking for them takes time that a start has not */
    BrokerLoggers(int nodeId, Supplier<LogLevels> levels) {
        this.nodeId = nodeId;
        this.levels = levels;
    }

    /** Refuses a resource that is another broker. */
    ApiError check(String resource) {
        return resource.equals(Integer.toString(nodeId))
                ? ApiError.NONE
                : new ApiError(
                        ErrorCode.INVALID_REQUEST,
                        "this is broker " + nodeId + "; ask broker '" + resource + "' itself for its loggers");
    }

    /** @param wanted the names asked for; null for all */
    List<DescribeConfigsResourceResult> describe(@Nullable List<String> wanted) {
        return new TreeMap<>(levels.get().levels())
                .entrySet().stream()
                        .filter(logger -> wanted == null || wanted.contains(logger.getKey()))
                        .map(logger -> DescribeConfigsResourceResult.builder()
                                .name(logger.getKey())
                                .value(logger.getValue())
                                .configSource(SOURCE)
                                .configType(ConfigType.STRING.code())
                                .build())
                        .toList();
    }

    /** All of the changes, or none when one is refused. */
    ApiError alter(List<Edit> edits, boolean validateOnly) {
        LogLevels known = levels.get();
        Map<String, String> existing = known.levels();
        Set<String> seen = new HashSet<>();
        for (Edit edit : edits) {
            ApiError error = seen.add(edit.name()) ? check(edit, existing) : twice(edit.name());
            if (error.isError()) {
                return error;
            }
        }
        if (!validateOnly) {
            edits.forEach(edit -> apply(known, edit));
        }
        return ApiError.NONE;
    }

    private static ApiError twice(String logger) {
        return new ApiError(ErrorCode.INVALID_REQUEST, "logger '" + logger + "' is named twice");
    }

    private static ApiError check(Edit edit, Map<String, String> existing) {
        return switch (edit.operation()) {
            case SET ->
                LEVELS.contains(level(edit))
                        ? known(edit.name(), existing)
                        : new ApiError(
                                ErrorCode.INVALID_CONFIG,
                                "'" + edit.value() + "' is no log level; there are " + String.join(", ", LEVELS));
            case DELETE ->
                edit.name().equals(LogLevels.ROOT)
                        ? new ApiError(
                                ErrorCode.INVALID_REQUEST,
                                "no logger is above the root logger, whose level therefore cannot be taken away")
                        : known(edit.name(), existing);
            case APPEND, SUBTRACT, UNKNOWN ->
                new ApiError(
                        ErrorCode.INVALID_REQUEST,
                        "the level of a logger is no list: it can be set and taken away, nothing else");
        };
    }

    private static ApiError known(String logger, Map<String, String> existing) {
        return existing.containsKey(logger)
                ? ApiError.NONE
                : new ApiError(
                        ErrorCode.INVALID_CONFIG,
                        "there is no logger '" + logger + "'; there are those that have logged, and their packages");
    }

    private static String level(Edit edit) {
        String value = edit.value();
        return value == null ? "" : value.toUpperCase(Locale.ROOT);
    }

    private static void apply(LogLevels levels, Edit edit) {
        if (edit.operation() == Operation.SET) {
            levels.set(edit.name(), level(edit));
        } else {
            levels.reset(edit.name());
        }
    }
}
