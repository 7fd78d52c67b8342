package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Records;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrokerRulesTest {

    private final ControllerFixture fixture = ControllerFixture.singleNode();

    @Test
    void everyRegistrationHasAHigherEpoch() {
        long first = epoch();

        RegisterBroker.Answer again = fixture.run(new RegisterBroker(1, Records.description(2)));

        assertThat(again.error()).isEqualTo(ApiError.NONE);
        assertThat(again.brokerEpoch()).isGreaterThan(first);
        assertThat(epoch()).isEqualTo(again.brokerEpoch());
    }

    @Test
    void aBrokerWithoutAddressCannotRegister() {
        BrokerDescription nowhere = new BrokerDescription(Uuid.ONE, List.of(), Optional.empty(), List.of());

        assertThat(fixture.run(new RegisterBroker(2, nowhere)).error().code())
                .isEqualTo(ErrorCode.INVALID_REGISTRATION);
        assertThat(fixture.run(new RegisterBroker(-1, Records.description(1)))
                        .error()
                        .code())
                .isEqualTo(ErrorCode.INVALID_REGISTRATION);
    }

    @Test
    void blocksOfProducerIdsFollowEachOther() {
        AllocateProducerIds.Answer first = fixture.run(new AllocateProducerIds(1, epoch()));
        AllocateProducerIds.Answer second = fixture.run(new AllocateProducerIds(1, epoch()));

        assertThat(first).isEqualTo(new AllocateProducerIds.Answer(ApiError.NONE, 0, 1000));
        assertThat(second).isEqualTo(new AllocateProducerIds.Answer(ApiError.NONE, 1000, 1000));
    }

    @Test
    void onlyALivingRegistrationGetsProducerIds() {
        assertThat(fixture.run(new AllocateProducerIds(1, epoch() - 1)).error().code())
                .isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
        assertThat(fixture.run(new AllocateProducerIds(2, 0)).error().code())
                .isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
    }

    @Test
    void aBrokerIsForgottenAndLeadsNothingWhileItsReplicasStayAssigned() {
        // given
        ControllerFixture two = ControllerFixture.with(Map.of(), 1, 2);
        two.create(new CreateTopics.NewTopic(
                "t", -1, -1, List.of(new CreateTopics.Assignment(0, List.of(2, 1))), List.of()));

        // when
        ApiError outcome = two.run(new UnregisterBroker(2));

        // then
        assertThat(outcome).isEqualTo(ApiError.NONE);
        assertThat(two.image().cluster().broker(2)).isEmpty();
        PartitionImage partition = two.image().topics().partition("t", 0).orElseThrow();
        assertThat(partition.replicas()).containsExactly(2, 1);
        assertThat(partition.isr()).containsExactly(1);
        assertThat(partition.leader()).isEqualTo(1);
        assertThat(two.run(new UnregisterBroker(2)).code()).isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
    }

    @Test
    void theOnlyBrokerThatLivesIsNotForgotten() {
        assertThat(fixture.run(new UnregisterBroker(1)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(fixture.image().cluster().isLive(1)).isTrue();
    }

    private long epoch() {
        return fixture.image().cluster().broker(1).orElseThrow().epoch();
    }
}
