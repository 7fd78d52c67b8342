package io.weir.broker.cluster;

import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.CommandSender;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.controller.CreateTopics;
import io.weir.metadata.controller.CreateTopics.NewTopic;
import io.weir.metadata.controller.NamedValue;
import io.weir.metadata.controller.ReadIndex;
import io.weir.metadata.controller.TopicNames;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.protocol.types.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The cluster as this node knows it, and the way to change it. */
public final class Cluster {

    private static final int BROKERS_CHOICE = -1;
    private static final long CATCH_UP_MS = 1_000;

    private final NodeConfig node;
    private final ControllerRuntime controller;
    private final CommandSender commands;
    private final InternalTopics internalTopics;
    private final boolean createsTopicsOnDemand;
    private final Quorum quorum;

    /**
     * Knows what this node's controller knows.
     *
     * @param commands the way to the controller that decides, which may be another node's
     * @param createsTopicsOnDemand whether topics that are asked for and missing are created
     */
    public Cluster(
            NodeConfig node,
            ControllerRuntime controller,
            CommandSender commands,
            InternalTopics internalTopics,
            boolean createsTopicsOnDemand,
            Quorum quorum) {
        this.quorum = quorum;
        this.node = node;
        this.controller = controller;
        this.commands = commands;
        this.internalTopics = internalTopics;
        this.createsTopicsOnDemand = createsTopicsOnDemand;
    }

    public int nodeId() {
        return node.nodeId();
    }

    /** The node whose controller decides, as far as is known; -1 while there is none. */
    public int controllerId() {
        return controller.controllerId();
    }

    /** What is known now: all that was answered before is in it. */
    public MetadataImage image() {
        return controller.image();
    }

    /** The layers of this node's configuration as they stand. */
    public BrokerLayers layers() {
        return node.layers(image());
    }

    /** The nodes that keep what is known here. */
    public Quorum quorum() {
        return quorum;
    }

    public boolean createsTopicsOnDemand() {
        return createsTopicsOnDemand;
    }

    public boolean isInternal(String topic) {
        return InternalTopics.isInternal(topic);
    }

    /** How many partitions a topic has; 0 when there is none of this name. */
    public int partitionCount(String topic) {
        return image().topics()
                .named(topic)
                .map(found -> found.partitions().size())
                .orElse(0);
    }

    /** Has the controller carry out a command; completes when its outcome is durable and in {@link #image()}. */
    public <A> CompletableFuture<A> submit(Command<A> command) {
        return commands.submit(command);
    }

    /**
     * Returns when this broker has heard of all that the controller knew at the time of the call; after a second in any
     * case, knowing what it knows, and at once when there is no other broker.
     */
    public void catchUp() {
        if (image().cluster().brokers().size() > 1) {
            try {
                submit(new ReadIndex()).get(CATCH_UP_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException _) {
                // There is no controller to ask: what is known here has to do.
            }
        }
    }

    /** Creates topics that somebody asked for by name, as the defaults say; those that cannot be are passed over. */
    public CompletableFuture<CreateTopics.Answer> createTopics(Collection<String> names) {
        List<NewTopic> topics = names.stream().map(this::onDemand).toList();
        return submit(new CreateTopics(topics, false));
    }

    /** Why there is no topic of this name: because it cannot be, or because nobody has created it. */
    public ErrorCode whyMissing(String name) {
        return TopicNames.problem(name).isPresent()
                ? ErrorCode.INVALID_TOPIC_EXCEPTION
                : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }

    private NewTopic onDemand(String name) {
        return internalTopics
                .definition(name, image().cluster().brokers().size())
                .orElseGet(() -> NewTopic.of(name, BROKERS_CHOICE, BROKERS_CHOICE));
    }

    static NamedValue setting(String name, Object value) {
        return new NamedValue(name, value.toString());
    }
}
