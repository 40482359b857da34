package io.arrears;

import io.arrears.pipeline.RunContext;
import io.arrears.publish.report.Facts;
import io.arrears.publish.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Writes what people open after a run, and says where it is. */
final class Reports {

    private Reports() {
    }

    static void write(RunContext context, Path folder, PrintStream out) {
        long began = System.nanoTime();
        Facts facts = Report.facts(context.spark(), context.lake(), context.asOf());
        Path report = Report.write(facts, folder);
        out.printf(Locale.ROOT, "%nReport  %s%n        written in %.1f s; open it in a browser%n", report.toAbsolutePath().normalize(),
                (System.nanoTime() - began) / 1e9);
    }
}
