package io.weir.cli.doctor;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Paint;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Units;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir doctor}. */
@Command(
        name = "doctor",
        description = {
            "Check a cluster, and say what to fix: brokers, partitions, disks, transactions, groups and risky"
                    + " settings.",
            "",
            "Ends with 1 when something is critical or a warning; --strict also when something is only a note."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir doctor", "  weir doctor --strict --output json"})
public final class DoctorCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--strict", description = "Notes count, too.")
    private boolean strict;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public DoctorCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            Patient patient = new PatientReader(admin, InstantSource.system()).read();
            List<Finding> findings = Checks.all().stream()
                    .flatMap(check -> check.look(patient).stream())
                    .sorted(Comparator.comparing(Finding::severity))
                    .toList();
            findings.forEach(this::print);
            if (findings.isEmpty() && !output.structured()) {
                shell.out()
                        .line(shell.out().painted(Paint.GOOD, "All is well") + ": "
                                + Units.count(patient.living().size(), "broker") + ", "
                                + Units.count(patient.partitions().size(), "partition") + ", "
                                + Units.count(patient.groups().size(), "group") + ".");
            }
            return findings.stream().anyMatch(this::counts) ? ExitCode.FAILURE : ExitCode.OK;
        }
    }

    private boolean counts(Finding finding) {
        return strict || finding.severity() != Finding.Severity.NOTE;
    }

    private void print(Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        Paint paint = switch (finding.severity()) {
            case CRITICAL -> Paint.BAD;
            case WARNING -> Paint.WARNING;
            case NOTE -> Paint.FAINT;
        };
        output.tell(
                shell.out().painted(paint, severity) + ": " + finding.what() + "\n    fix: " + finding.fix(),
                Fields.of("severity", severity).and("finding", finding.what()).and("fix", finding.fix()));
    }
}
