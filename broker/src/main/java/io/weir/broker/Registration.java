package io.weir.broker;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import io.weir.log.store.DataFolderInfo;
import io.weir.log.store.LogStore;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.controller.RegisterBroker;
import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.image.BrokerEndpoint;
import io.weir.protocol.types.Uuid;
import java.util.List;

/** Tells the controller that this broker has started, and where it is to be reached. */
final class Registration {

    private static final short PLAINTEXT = 0;

    private Registration() {}

    /** What this broker says of itself. */
    static BrokerDescription describe(BrokerConfig config, LogStore logs, List<BoundListener> listeners) {
        return new BrokerDescription(
                Uuid.random(),
                listeners.stream()
                        .map(bound -> new BrokerEndpoint(bound.name(), bound.host(), bound.port(), PLAINTEXT))
                        .toList(),
                config.rack(),
                logs.dataFolders().stream().map(DataFolderInfo::directoryId).toList());
    }

    /** Registers a broker that is alone, and serves at once. */
    static void register(int nodeId, ControllerRuntime controller, BrokerDescription description) {
        RegisterBroker.Answer answer =
                controller.submit(new RegisterBroker(nodeId, description)).join();
        if (answer.error().isError()) {
            throw new StartupException(
                    "broker " + nodeId + " is not accepted: " + answer.error().message());
        }
    }
}
