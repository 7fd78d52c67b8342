package io.weir.metadata.controller;

/**
 * Something the controller is asked to do.
 *
 * @param <A> its answer, which also tells of refusals: a command does not fail because of what it asks for
 */
public sealed interface Command<A>
        permits CreateTopics,
                DeleteTopics,
                CreatePartitions,
                IncrementalAlterConfigs,
                AlterConfigs,
                AllocateProducerIds,
                RegisterBroker,
                BrokerHeartbeat,
                FenceBroker,
                FenceSilentBrokers,
                UnregisterBroker,
                UpdateFeatures,
                AlterPartitions,
                ElectLeaders,
                AlterReassignments,
                ReadIndex {}
