package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides who of the brokers lives: registration, heartbeats, fencing. A fenced broker leads nothing. */
final class BrokerLife {

    private final NodeConfig node;
    private final MetadataImage image;
    private final Sessions sessions;
    private final Moment moment;
    private final long sessionTimeoutMs;

    BrokerLife(NodeConfig node, MetadataImage image, Sessions sessions, Moment moment) {
        this.node = node;
        this.image = image;
        this.sessions = sessions;
        this.moment = moment;
        this.sessionTimeoutMs = node.fixed().longValue("broker.session.timeout.ms");
    }

    Decision<RegisterBroker.Answer> decide(RegisterBroker command) {
        if (command.nodeId() < 0 || command.description().endpoints().isEmpty()) {
            return refused(
                    ErrorCode.INVALID_REGISTRATION,
                    "A broker registers with a node id from 0 on and at least one listener");
        }
        Optional<BrokerImage> known = image.cluster().broker(command.nodeId());
        if (command.fenced()
                && known.filter(broker -> isSomebodyElse(broker, command)).isPresent()) {
            return refused(
                    ErrorCode.DUPLICATE_BROKER_REGISTRATION,
                    "Another broker with node.id " + command.nodeId() + " lives at "
                            + known.get().description().endpoints().getFirst().host() + ":"
                            + known.get().description().endpoints().getFirst().port()
                            + ". Give this one a node.id of its own, or stop that one");
        }
        long last = image.cluster().brokers().stream()
                .mapToLong(BrokerImage::epoch)
                .max()
                .orElse(-1);
        // The clock keeps epochs growing even where the broker with the highest one was forgotten.
        long epoch = Math.max(last + 1, moment.nowMs());
        List<Message> records = new ArrayList<>();
        if (command.fenced()) {
            LeaderChanges changes = new LeaderChanges(node, image);
            records.addAll(
                    known.filter(broker -> hasLostNothing(broker, command)).isPresent()
                            ? changes.without(command.nodeId())
                            : changes.withoutForgetful(command.nodeId()));
        }
        records.add(new BrokerImage(command.nodeId(), epoch, command.fenced(), command.description()).toRecord());
        sessions.heard(command.nodeId(), moment.nowMs());
        return new Decision<>(records, new RegisterBroker.Answer(ApiError.NONE, epoch));
    }

    private static boolean hasLostNothing(BrokerImage known, RegisterBroker command) {
        return known.epoch() == command.previousEpoch()
                || known.description()
                        .incarnationId()
                        .equals(command.description().incarnationId());
    }

    /** Whoever has the same address has taken it from a process that is gone. */
    private boolean isSomebodyElse(BrokerImage known, RegisterBroker command) {
        return !known.fenced()
                && sessions.isLive(known.nodeId(), moment.nowMs(), sessionTimeoutMs)
                && !known.description()
                        .incarnationId()
                        .equals(command.description().incarnationId())
                && !known.description().endpoints().equals(command.description().endpoints());
    }

    Decision<BrokerHeartbeat.Answer> decide(BrokerHeartbeat command) {
        Optional<ApiError> stale = BrokerRules.staleBroker(image.cluster(), command.nodeId(), command.brokerEpoch());
        if (stale.isPresent()) {
            return Decision.nothing(new BrokerHeartbeat.Answer(stale.get(), true, false));
        }
        sessions.heard(command.nodeId(), moment.nowMs());
        BrokerImage broker = image.cluster().broker(command.nodeId()).orElseThrow();
        if (command.wantsToStop()) {
            List<Message> records = broker.fenced() ? List.of() : fence(broker);
            return new Decision<>(records, new BrokerHeartbeat.Answer(ApiError.NONE, true, true));
        }
        if (broker.fenced() && command.isReady()) {
            return new Decision<>(unfence(broker), new BrokerHeartbeat.Answer(ApiError.NONE, false, false));
        }
        if (!broker.fenced()
                && !command.isReady()
                && image.cluster().liveBrokers().size() > 1) {
            // Its disk is full. The last one that lives is to be read from, at least.
            return new Decision<>(fence(broker), new BrokerHeartbeat.Answer(ApiError.NONE, true, false));
        }
        return Decision.nothing(new BrokerHeartbeat.Answer(ApiError.NONE, broker.fenced(), false));
    }

    Decision<ApiError> decide(FenceBroker command) {
        Optional<BrokerImage> broker = image.cluster()
                .broker(command.nodeId())
                .filter(known -> known.epoch() == command.brokerEpoch() && !known.fenced());
        return new Decision<>(broker.map(this::fence).orElse(List.of()), ApiError.NONE);
    }

    /** One at a time: whom the next partition goes to depends on who is fenced by then. */
    Decision<FenceSilentBrokers.Answer> decide(FenceSilentBrokers command) {
        List<Integer> live =
                image.cluster().liveBrokers().stream().map(BrokerImage::nodeId).toList();
        List<Integer> silent = sessions.silent(live, moment.nowMs(), sessionTimeoutMs);
        if (silent.isEmpty()) {
            return Decision.nothing(new FenceSilentBrokers.Answer(List.of()));
        }
        int first = silent.getFirst();
        return new Decision<>(
                fence(image.cluster().broker(first).orElseThrow()), new FenceSilentBrokers.Answer(List.of(first)));
    }

    private List<Message> fence(BrokerImage broker) {
        List<Message> records = new ArrayList<>();
        records.add(broker.withFenced(true).toRecord());
        records.addAll(new LeaderChanges(node, image).without(broker.nodeId()));
        return records;
    }

    private List<Message> unfence(BrokerImage broker) {
        List<Message> records = new ArrayList<>();
        records.add(broker.withFenced(false).toRecord());
        records.addAll(new LeaderChanges(node, image).with(broker.nodeId()));
        return records;
    }

    private static Decision<RegisterBroker.Answer> refused(ErrorCode code, String message) {
        return Decision.nothing(new RegisterBroker.Answer(new ApiError(code, message), -1));
    }
}
