package io.weir.metadata.controller;

import io.weir.metadata.config.ConfigResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Change some settings of resources, or only see whether that could be done (KIP-339). */
public record IncrementalAlterConfigs(List<Change> resources, boolean validateOnly) implements Command<ConfigResults> {

    /** A resource and what is to change. */
    public record Change(ConfigResource resource, List<Edit> edits) {}

    /** One setting to change; DELETE needs no value. */
    public record Edit(
            String name, Operation operation, @Nullable String value) {}

    /** What to do with a setting. */
    public enum Operation {
        SET,
        DELETE,
        /** Adds elements to a list. */
        APPEND,
        /** Takes elements from a list. */
        SUBTRACT,
        /** Stands for codes nobody knows, and is refused. */
        UNKNOWN;

        /** The operation of a code on the wire: 0 SET, 1 DELETE, 2 APPEND, 3 SUBTRACT. */
        public static Operation forCode(int code) {
            return switch (code) {
                case 0 -> SET;
                case 1 -> DELETE;
                case 2 -> APPEND;
                case 3 -> SUBTRACT;
                default -> UNKNOWN;
            };
        }
    }
}
