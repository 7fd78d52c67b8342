package io.weir.broker.request;

/** Whether this broker may answer clients now. Asked before every request. */
@FunctionalInterface
public interface Gate {

    /** That of a broker that is alone, which nobody can depose. */
    Gate OPEN = () -> true;

    /** True when the request may be served; may wait a while for it. False when its connection is to be closed. */
    boolean pass();
}
