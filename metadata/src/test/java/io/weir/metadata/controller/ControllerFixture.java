package io.weir.metadata.controller;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.Records;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A controller whose decisions hold at once, with a clock that stands still and chance from a seed. */
final class ControllerFixture {

    static final long NOW_MS = 1_000_000;

    private final Controller controller;
    private final RandomGenerator random = new Random(42);

    private ControllerFixture(Map<String, String> properties) {
        controller = new Controller(new NodeConfig(1, properties), MetadataImage.empty("cluster"));
    }

    /** A controller started with these properties, knowing these brokers. */
    static ControllerFixture with(Map<String, String> properties, int... brokers) {
        ControllerFixture fixture = new ControllerFixture(properties);
        for (int broker : brokers) {
            fixture.run(new RegisterBroker(broker, Records.description(broker)));
        }
        return fixture;
    }

    static ControllerFixture singleNode() {
        return with(Map.of(), 1);
    }

    <A> Decision<A> decide(Command<A> command) {
        return controller.decide(command, new Moment(NOW_MS, random));
    }

    <A> A run(Command<A> command) {
        Decision<A> decision = decide(command);
        controller.replay(decision.records());
        return decision.answer();
    }

    MetadataDelta replay(Decision<?> decision) {
        return controller.replay(decision.records());
    }

    MetadataImage image() {
        return controller.image();
    }

    TopicImage topic(String name) {
        return image().topics().named(name).orElseThrow();
    }

    CreateTopics.Result create(CreateTopics.NewTopic topic) {
        return run(new CreateTopics(List.of(topic), false)).topics().getFirst();
    }

    CreateTopics.Result create(String name) {
        return create(CreateTopics.NewTopic.of(name, 1, 1));
    }

    ErrorCode createError(CreateTopics.NewTopic topic) {
        return create(topic).error().code();
    }

    ApiError edit(ConfigResource resource, IncrementalAlterConfigs.Edit... edits) {
        return run(new IncrementalAlterConfigs(
                        List.of(new IncrementalAlterConfigs.Change(resource, List.of(edits))), false))
                .resources()
                .getFirst()
                .error();
    }

    static IncrementalAlterConfigs.Edit set(String name, String value) {
        return new IncrementalAlterConfigs.Edit(name, IncrementalAlterConfigs.Operation.SET, value);
    }
}
