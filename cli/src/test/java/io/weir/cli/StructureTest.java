package io.weir.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The structure that ARCHITECTURE.md describes, held: this module sees every room on its class path. */
final class StructureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weir");

    @Test
    void seesEveryRoom() {
        assertThat(Stream.of("protocol", "log", "metadata", "coordination", "replication", "broker", "console", "cli"))
                .allSatisfy(room -> assertThat(CLASSES.containPackage("io.weir." + room))
                        .as("room " + room)
                        .isTrue());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.weir.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void arrowsPointDownwards() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.weir..")
                .layer("protocol")
                .definedBy("io.weir.protocol..")
                .layer("log")
                .definedBy("io.weir.log..")
                .layer("metadata")
                .definedBy("io.weir.metadata..")
                .layer("coordination")
                .definedBy("io.weir.coordination..")
                .layer("replication")
                .definedBy("io.weir.replication..")
                .layer("broker")
                .definedBy("io.weir.broker..")
                .layer("console")
                .definedBy("io.weir.console..")
                .layer("cli")
                .definedBy("io.weir.cli..")
                .whereLayer("cli")
                .mayOnlyAccessLayers("console", "broker", "log", "protocol", "metadata")
                .whereLayer("console")
                .mayOnlyAccessLayers("broker", "coordination", "metadata", "log", "protocol")
                .whereLayer("broker")
                .mayOnlyAccessLayers("protocol", "log", "metadata", "coordination", "replication")
                .whereLayer("coordination")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("replication")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("metadata")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("log")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("protocol")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void theCommandLineKnowsOnlyHowToStartABroker() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.weir.broker..")
                        .and(not(resideInAnyPackage(
                                "io.weir.broker", "io.weir.broker.config", "io.weir.broker.logging"))))
                .check(CLASSES);
    }

    /** The console is an ordinary client, but for what the broker in its process shows it. */
    @Test
    void theConsoleSeesOnlyWhatItsBrokerShows() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.console..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.weir.broker..")
                        .and(not(resideInAnyPackage(
                                "io.weir.broker",
                                "io.weir.broker.config",
                                "io.weir.broker.insight",
                                "io.weir.broker.metrics",
                                "io.weir.broker.observation"))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.weir.console.http")
                .should()
                .dependOnClassesThat(resideInAPackage("io.helidon.."))
                .check(CLASSES);
    }

    @Test
    void theCommandLineOnlyStartsTheConsole() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.cli..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.weir.console..").and(not(resideInAPackage("io.weir.console"))))
                .check(CLASSES);
    }

    /** {@code weir cluster} plans as the broker does; of metadata nobody here knows more. */
    @Test
    void onlyTheClusterCommandsPlan() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.cli..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.weir.metadata..").and(not(resideInAPackage("io.weir.metadata.balance"))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.weir.cli..")
                .and()
                .resideOutsideOfPackage("io.weir.cli.balance..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.weir.metadata.."))
                .check(CLASSES);
    }

    /** {@code weir log} looks into folders; everything else asks a broker. */
    @Test
    void onlyTheLogCommandsLookIntoFolders() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.cli..")
                .and()
                .resideOutsideOfPackage("io.weir.cli.log..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.weir.log.."))
                .check(CLASSES);
    }

    /** A few commands ask for what Kafka's clients pass over in answers; everything else is an ordinary client. */
    @Test
    void onlySomeCommandsSpeakTheProtocol() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.cli..")
                .and()
                .resideOutsideOfPackages("io.weir.cli.txn..", "io.weir.cli.broker..", "io.weir.cli.wire..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.weir.protocol.."))
                .check(CLASSES);
    }

    @Test
    void everyPackageRefusesNull() {
        // given
        List<JavaPackage> packages = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(javaPackage -> javaPackage.getName().startsWith("io.weir"))
                .toList();

        // then
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(javaPackage -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                        .as(javaPackage.getName() + " has a package-info.java with @NullMarked")
                        .isTrue());
    }
}
