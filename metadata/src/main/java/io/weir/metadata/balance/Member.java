package io.weir.metadata.balance;

/**
 * A broker as the plan sees it.
 *
 * @param rack  empty where it says none
 * @param takes whether it may be given replicas: it lives, and is not about to leave
 */
public record Member(int nodeId, String rack, boolean takes) {}
