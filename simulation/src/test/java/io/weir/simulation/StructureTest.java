package io.weir.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for every room holds here; and what checks a history knows nothing of what made it. */
final class StructureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weir.simulation");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.weir.simulation.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void checkersKnowOnlyHistories() {
        noClasses()
                .that()
                .resideInAnyPackage("io.weir.simulation.history..", "io.weir.simulation.check..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..", "org.jspecify..", "io.weir.simulation.history..", "io.weir.simulation.check..")
                .check(CLASSES);
    }

    @Test
    void everyPackageRefusesNull() {
        assertThat(CLASSES.stream().map(javaClass -> javaClass.getPackage()).distinct())
                .isNotEmpty()
                .allMatch(javaPackage -> javaPackage.isAnnotatedWith(NullMarked.class));
    }
}
