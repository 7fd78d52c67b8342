package io.weir.console.records;

/** Where clients of this broker connect to. */
@FunctionalInterface
public interface Bootstrap {

    /** As host:port. */
    String address();
}
