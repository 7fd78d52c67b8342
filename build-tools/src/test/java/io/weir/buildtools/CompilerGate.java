package io.weir.buildtools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A compiler with exactly the arguments that the root pom gives to every module's. */
final class CompilerGate {

    /**
     * What the compiler did.
     *
     * @param accepted whether it exited with 0
     * @param output what it said
     */
    record Verdict(boolean accepted, String output) {}

    private CompilerGate() {}

    static Verdict compile(Path folder, String className, String source) throws IOException, InterruptedException {
        Path file = folder.resolve(className + ".java");
        Files.writeString(file, source);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(rootCompilerArguments());
        String classPath = System.getProperty("java.class.path");
        command.addAll(List.of("-processorpath", classPath, "-classpath", classPath, "-d", folder.toString()));
        command.add(file.toString());
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!javac.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the compiler hangs");
        }
        return new Verdict(javac.exitValue() == 0, output);
    }

    private static List<String> rootCompilerArguments() throws IOException {
        Path pom = Path.of(System.getProperty("weir.root.pom", "../pom.xml"));
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            NodeList arguments = document.getElementsByTagName("arg");
            List<String> values = new ArrayList<>();
            for (int i = 0; i < arguments.getLength(); i++) {
                values.add(arguments.item(i).getTextContent());
            }
            return values;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + pom, e);
        }
    }
}
