package io.arrears.notebook;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Runs cells one after the other in a JShell within this process, as a Java kernel does, without Jupyter. */
final class CellRunner implements AutoCloseable {

    private final JShell shell;
    private int cells;

    CellRunner() {
        shell = JShell.builder()
                .executionEngine("local")
                .compilerOptions("-classpath", System.getProperty("java.class.path"), "-proc:none")
                .build();
    }

    /** Runs the cells; what they have printed. The first that does not compile or throws is an AssertionError. */
    static String printedBy(List<String> cells) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (CellRunner runner = new CellRunner()) {
            cells.forEach(runner::run);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void run(String cell) {
        cells++;
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.completeness() == Completeness.EMPTY) {
                return;
            }
            if (!next.completeness().isComplete()) {
                throw failed(cell, "is not complete from: " + rest, null);
            }
            evaluate(cell, next.source());
            rest = next.remaining();
        }
    }

    private void evaluate(String cell, String snippet) {
        for (SnippetEvent event : shell.eval(snippet)) {
            if (event.causeSnippet() == null && event.status() != Snippet.Status.VALID) {
                throw failed(cell, "does not compile: " + problems(event.snippet()), null);
            }
            if (event.exception() != null) {
                throw failed(cell, "throws " + event.exception().getMessage(), event.exception());
            }
        }
    }

    /** A declaration that names what is not there is no error to JShell: it waits for it. */
    private String problems(Snippet snippet) {
        Stream<String> errors = shell.diagnostics(snippet).map(problem -> problem.getMessage(Locale.ROOT));
        Stream<String> missing = snippet instanceof DeclarationSnippet declared
                ? shell.unresolvedDependencies(declared).map(name -> "there is no " + name)
                : Stream.empty();
        return Stream.concat(errors, missing).collect(Collectors.joining("; "));
    }

    private AssertionError failed(String cell, String how, Throwable cause) {
        return new AssertionError("cell " + cells + " " + how + "\n" + cell, cause);
    }

    @Override
    public void close() {
        shell.close();
    }
}
