package io.weir.protocol.generator;

import io.weir.protocol.generator.spec.SpecException;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Generates records from a folder of message specs and adds them to the sources to compile. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters before it calls execute.
public final class GenerateMojo extends AbstractMojo {

    /** The folder of {@code *.json} specs. */
    @Parameter(required = true)
    private File specs;

    /** The package of the generated records. */
    @Parameter(required = true)
    private String packageName;

    /** Whether to generate the enum {@code ApiKey}, and to make requests and responses name theirs. */
    @Parameter(defaultValue = "false")
    private boolean apiKeys;

    /** The root of generated sources. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/weir", required = true)
    private File output;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        try {
            boolean generated = new Generator(specs.toPath(), output.toPath(), packageName, apiKeys).run();
            getLog().info(generated ? "Generated " + packageName : packageName + " is up to date");
        } catch (SpecException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException("Cannot generate " + packageName + ": " + e, e);
        }
        project.addCompileSourceRoot(output.getPath());
    }
}
