package io.weir.cli.demo;

import io.weir.cli.stats.Latencies;

/**
 * What all members of a group share.
 *
 * @param name the group's short name
 * @param topic what it reads
 * @param store its database
 * @param latencies from due to applied, of the events that count
 * @param beforeCommit makes the effects of the work lasting, before its offsets are committed
 * @param errors where a member that breaks says why
 * @param <S> what the group's view knows of one key
 */
record GroupJob<S>(
        String name,
        String topic,
        GroupStore<S> store,
        Latencies latencies,
        Runnable beforeCommit,
        ClientErrors errors) {}
