package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.errors.InvalidUpdateVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminFeaturesTest {

    private static final String TRANSACTIONS = "transaction.version";

    @RegisterExtension
    private static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void levelsAreSetForTheWholeCluster() {
        FeatureMetadata before = features();
        assertThat(level(before)).isEqualTo(2);

        update(1, UpgradeType.SAFE_DOWNGRADE, false);

        FeatureMetadata after = features();
        assertThat(level(after)).isEqualTo(1);
        assertThat(after.finalizedFeaturesEpoch().orElseThrow())
                .isGreaterThan(before.finalizedFeaturesEpoch().orElseThrow());
        update(0, UpgradeType.UNSAFE_DOWNGRADE, false);
        assertThat(features().finalizedFeatures()).doesNotContainKey(TRANSACTIONS);
        update(2, UpgradeType.UPGRADE, false);
        assertThat(level(features())).isEqualTo(2);
    }

    @Test
    void whatCannotBeIsRefusedAndWhatIsTriedIsNotDone() {
        assertThatThrownBy(() -> update(9, UpgradeType.UPGRADE, false))
                .isInstanceOf(InvalidUpdateVersionException.class)
                .hasMessageContaining("it has levels 0 to 2");

        update(0, UpgradeType.SAFE_DOWNGRADE, true);

        assertThat(level(features())).isEqualTo(2);
    }

    private static void update(int level, UpgradeType direction, boolean onlyTry) {
        SharedBroker.result(BROKER.admin()
                .updateFeatures(
                        Map.of(TRANSACTIONS, new FeatureUpdate((short) level, direction)),
                        new UpdateFeaturesOptions().validateOnly(onlyTry))
                .all());
    }

    private static FeatureMetadata features() {
        return SharedBroker.result(BROKER.admin().describeFeatures().featureMetadata());
    }

    private static int level(FeatureMetadata features) {
        return features.finalizedFeatures().get(TRANSACTIONS).maxVersionLevel();
    }
}
