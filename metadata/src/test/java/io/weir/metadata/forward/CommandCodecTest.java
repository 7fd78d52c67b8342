package io.weir.metadata.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.AllocateProducerIds;
import io.weir.metadata.controller.AlterConfigs;
import io.weir.metadata.controller.AlterPartitions;
import io.weir.metadata.controller.AlterReassignments;
import io.weir.metadata.controller.BrokerHeartbeat;
import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.Controller;
import io.weir.metadata.controller.CreatePartitions;
import io.weir.metadata.controller.CreateTopics;
import io.weir.metadata.controller.Decision;
import io.weir.metadata.controller.DeleteTopics;
import io.weir.metadata.controller.ElectLeaders;
import io.weir.metadata.controller.FenceBroker;
import io.weir.metadata.controller.FenceSilentBrokers;
import io.weir.metadata.controller.IncrementalAlterConfigs;
import io.weir.metadata.controller.Moment;
import io.weir.metadata.controller.NamedValue;
import io.weir.metadata.controller.ReadIndex;
import io.weir.metadata.controller.RegisterBroker;
import io.weir.metadata.controller.UnregisterBroker;
import io.weir.metadata.controller.UpdateFeatures;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.Records;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every command, and what the controller really answers to it, come out as they went in. */
final class CommandCodecTest {

    private static final ConfigResource TOPIC = ConfigResource.topic("orders");

    private static final List<Command<?>> COMMANDS = List.of(
            new RegisterBroker(1, Records.description(1)),
            new BrokerHeartbeat(1, 5, true, false),
            new CreateTopics(
                    List.of(
                            CreateTopics.NewTopic.of("orders", 2, 1),
                            new CreateTopics.NewTopic(
                                    "bills",
                                    -1,
                                    -1,
                                    List.of(new CreateTopics.Assignment(0, List.of(1))),
                                    List.of(new NamedValue("retention.ms", null)))),
                    false),
            new CreatePartitions(
                    List.of(new CreatePartitions.Growth("orders", 3, Optional.of(List.of(List.of(1))))), false),
            new IncrementalAlterConfigs(
                    List.of(new IncrementalAlterConfigs.Change(
                            TOPIC,
                            List.of(new IncrementalAlterConfigs.Edit(
                                    "retention.ms", IncrementalAlterConfigs.Operation.SET, "5")))),
                    true),
            new AlterConfigs(
                    List.of(new AlterConfigs.Replacement(TOPIC, List.of(new NamedValue("segment.bytes", "2000000")))),
                    false),
            new AllocateProducerIds(1, 7),
            new DeleteTopics(List.of(DeleteTopics.Target.named("orders"))),
            new UpdateFeatures(
                    List.of(new UpdateFeatures.Update("a.feature", (short) 3, UpdateFeatures.Direction.UPGRADE)),
                    false),
            new FenceBroker(1, 5),
            new FenceSilentBrokers(),
            new AlterPartitions(
                    1,
                    5,
                    List.of(new AlterPartitions.Change(
                            new Uuid(1, 2), 0, 3, 4, List.of(new AlterPartitions.Member(1, 5))))),
            new ElectLeaders(false, Optional.of(List.of(new ElectLeaders.Place("orders", 0)))),
            new AlterReassignments(List.of(new AlterReassignments.Target("orders", 0, Optional.of(List.of(1)))), true),
            new UnregisterBroker(9),
            new ReadIndex());

    @Test
    void everyCommandIsHere() {
        assertThat(COMMANDS)
                .extracting(command -> (Object) command.getClass())
                .hasSameElementsAs(Arrays.asList((Object[]) Command.class.getPermittedSubclasses()));
    }

    @Test
    void commandsComeOutAsTheyWentIn() {
        assertThat(COMMANDS)
                .allSatisfy(command -> assertThat(CommandCodec.decode(CommandCodec.encode(command)))
                        .isEqualTo(command));
    }

    @Test
    void answersOfTheControllerComeOutAsTheyWentIn() {
        // given
        Controller controller = new Controller(new NodeConfig(1, Map.of()), MetadataImage.empty("cluster"));

        // then
        COMMANDS.forEach(command -> answerIsCarried(controller, command));
    }

    private static <A> void answerIsCarried(Controller controller, Command<A> command) {
        Decision<A> decision = controller.decide(command, new Moment(1_000, new Random(1)));
        controller.replay(decision.records());
        A carried = CommandCodec.decodeAnswer(command, CommandCodec.encodeAnswer(command, decision.answer()));
        assertThat(carried).isEqualTo(decision.answer());
    }

    @Test
    void bytesThatAreNoCommandAreRefused() {
        ByteBuffer heartbeat = CommandCodec.encode(new BrokerHeartbeat(1, 5, true, false));
        assertThatThrownBy(() -> CommandCodec.decode(heartbeat.limit(heartbeat.limit() - 1)))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(new byte[] {2, 'x'})))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("x");
    }
}
