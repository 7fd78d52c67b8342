package io.weir.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for every room holds here; the brokers that are measured run in processes of their own. */
final class StructureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weir.benchmarks");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.weir.benchmarks.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noBrokerRunsInsideTheBenchmarks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.weir.broker..", "io.weir.cli..", "io.weir.metadata..", "io.weir.coordination..")
                .check(CLASSES);
    }

    @Test
    void everyPackageRefusesNull() {
        assertThat(CLASSES.stream().map(javaClass -> javaClass.getPackage()).distinct())
                .isNotEmpty()
                .filteredOn(javaPackage -> !javaPackage.getName().endsWith(".jmh_generated"))
                .allMatch(javaPackage -> javaPackage.isAnnotatedWith(NullMarked.class));
    }
}
