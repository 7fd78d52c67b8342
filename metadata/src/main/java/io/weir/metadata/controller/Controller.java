package io.weir.metadata.controller;

import io.weir.metadata.image.ImageUpdate;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.protocol.wire.Message;
import java.util.List;

/**
 * The controller as a state machine: a command, the time and a source of randomness go in; records and an answer come
 * out. It changes only by replaying records, its own or those read from the log, so the log alone tells its state; but for
 * when it last heard from which broker, which it forgets with every leadership.
 *
 * <p>No threads, no clock, no I/O. Not to be shared between threads.
 */
public final class Controller {

    private final NodeConfig node;
    private final Sessions sessions = new Sessions();
    private MetadataImage image;

    /** Begins from this state. */
    public Controller(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    /** The state after all records replayed so far, durable or not. */
    public MetadataImage image() {
        return image;
    }

    /** Decides a command on the present state, which stays as it is until the decision's records are replayed. */
    @SuppressWarnings("unchecked") // Each case's answer is the one its command declares; the sealed list shows it.
    public <A> Decision<A> decide(Command<A> command, Moment moment) {
        Decision<?> decision = switch (command) {
            case CreateTopics c -> new TopicCreation(node, image, moment).decide(c);
            case DeleteTopics c -> new TopicDeletion(node, image).decide(c);
            case CreatePartitions c -> new PartitionCreation(image, moment).decide(c);
            case IncrementalAlterConfigs c -> new ConfigChange(node, image).decide(c);
            case AlterConfigs c -> new ConfigChange(node, image).decide(c);
            case AllocateProducerIds c -> new BrokerRules(node, image).decide(c);
            case RegisterBroker c -> life(moment).decide(c);
            case BrokerHeartbeat c -> life(moment).decide(c);
            case FenceBroker c -> life(moment).decide(c);
            case FenceSilentBrokers c -> life(moment).decide(c);
            case UnregisterBroker c -> new BrokerRules(node, image).decide(c);
            case UpdateFeatures c -> new FeatureRules(image.cluster()).decide(c);
            case AlterPartitions c -> new InSyncChange(node, image).decide(c);
            case ElectLeaders c -> new LeaderElection(node, image).decide(c);
            case AlterReassignments c -> new Reassignments(node, image).decide(c);
            case ReadIndex _ -> Decision.nothing(new ReadIndex.Answer());
        };
        return (Decision<A>) decision;
    }

    private BrokerLife life(Moment moment) {
        return new BrokerLife(node, image, sessions, moment);
    }

    /** A leadership begins or ends: what was heard from brokers before counts no more. */
    public void forgetSessions() {
        sessions.forget();
    }

    /** Applies the records of one entry of the log and tells what became different. */
    public MetadataDelta replay(List<? extends Message> records) {
        MetadataDelta delta = ImageUpdate.apply(image, records);
        image = delta.after();
        return delta;
    }

    /** Forgets everything and goes on from another state: a snapshot, or what was durable when leadership ended. */
    public void reset(MetadataImage newImage) {
        image = newImage;
    }
}
