package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.controller.UpdateFeatures.Direction;
import io.weir.metadata.controller.UpdateFeatures.Update;
import io.weir.metadata.feature.Features;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureRulesTest {

    private final ControllerFixture fixture = ControllerFixture.singleNode();

    @Test
    void aFeatureHasItsFirstLevelUntilAnotherIsSet() {
        assertThat(transactionVersion()).isEqualTo(2);

        assertThat(set("transaction.version", 0, Direction.SAFE_DOWNGRADE)).isEqualTo(ApiError.NONE);
        assertThat(transactionVersion()).isZero();

        assertThat(set("transaction.version", 1, Direction.UPGRADE)).isEqualTo(ApiError.NONE);
        assertThat(transactionVersion()).isEqualTo(1);
    }

    @Test
    void aLevelGoesOnlyWhereTheRequestSays() {
        assertThat(set("transaction.version", 1, Direction.UPGRADE).message())
                .contains("transaction.version cannot have level 1", "it has level 2", "downgrade");
        set("transaction.version", 0, Direction.UNSAFE_DOWNGRADE);

        ApiError raised = set("transaction.version", 1, Direction.SAFE_DOWNGRADE);

        assertThat(raised.code()).isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
        assertThat(raised.message()).contains("a downgrade does not raise it");
        assertThat(set("transaction.version", 1, Direction.UNKNOWN).code()).isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
        assertThat(transactionVersion()).isZero();
    }

    @Test
    void onlyLevelsThereAreCanBeSet() {
        assertThat(set("transaction.version", 3, Direction.UPGRADE).message()).contains("it has levels 0 to 2");
        assertThat(set("group.version", 0, Direction.UNSAFE_DOWNGRADE).message())
                .contains("it has levels 1 to 1");
        assertThat(set("no.such", 1, Direction.UPGRADE).message()).contains("there is no such feature");
    }

    @Test
    void allLevelsAreSetOrNone() {
        ApiError outcome = fixture.run(new UpdateFeatures(
                List.of(
                        new Update("transaction.version", (short) 0, Direction.SAFE_DOWNGRADE),
                        new Update("group.version", (short) 7, Direction.UPGRADE)),
                false));

        assertThat(outcome.code()).isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
        assertThat(transactionVersion()).isEqualTo(2);
    }

    @Test
    void whatIsOnlyTriedChangesNothing() {
        Update update = new Update("transaction.version", (short) 0, Direction.SAFE_DOWNGRADE);

        Decision<ApiError> decision = fixture.decide(new UpdateFeatures(List.of(update), true));

        assertThat(decision.answer()).isEqualTo(ApiError.NONE);
        assertThat(decision.records()).isEmpty();
    }

    private int transactionVersion() {
        return fixture.image().cluster().level(Features.TRANSACTION_VERSION);
    }

    private ApiError set(String name, int level, Direction direction) {
        return fixture.run(new UpdateFeatures(List.of(new Update(name, (short) level, direction)), false));
    }
}
