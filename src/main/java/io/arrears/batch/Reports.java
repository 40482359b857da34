package io.arrears.batch;

import io.arrears.config.Settings;
import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.publish.report.Facts;
import io.arrears.publish.report.Report;
import io.arrears.publish.workbook.Connection;
import io.arrears.publish.workbook.Workbook;
import io.arrears.terms.Ageing;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructType;

/** Writes what people open after a run, and says where it is: the report, and the Tableau workbook. */
public final class Reports {

    private Reports() {}

    public static void write(Workspace workspace, RunContext context, Path folder, PrintStream out) {
        long began = System.nanoTime();
        Ageing ageing = Ageing.of(context.settings().finance().ageing());
        Facts facts = Report.facts(context.spark(), context.lake(), context.asOf(), ageing);
        Path report = Report.write(facts, folder);
        out.printf(Locale.ROOT, "%nReport    %s%n", report.toAbsolutePath().normalize());
        if (!facts.currencies().isEmpty()) {
            Path workbook = Workbook.write(
                    folder.resolve("tableau"),
                    schemas(context.lake()),
                    connection(workspace),
                    kept(
                            facts.days(),
                            context.asOf().date(),
                            workspace.settings().postgres().keepDates()),
                    context.asOf().date(),
                    facts.currencies(),
                    ageing);
            out.printf(Locale.ROOT, "Workbook  %s%n", workbook.toAbsolutePath().normalize());
        }
        out.printf(Locale.ROOT, "          written in %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    /** The days whose rows the mart database still has. */
    private static List<LocalDate> kept(List<LocalDate> days, LocalDate asOf, int dates) {
        TreeSet<LocalDate> kept = new TreeSet<>(days.subList(Math.max(0, days.size() - dates), days.size()));
        kept.add(asOf);
        return List.copyOf(kept);
    }

    private static Map<Table, StructType> schemas(Lake lake) {
        Map<Table, StructType> schemas = new EnumMap<>(Table.class);
        Workbook.marts().forEach(mart -> schemas.put(mart, lake.readAll(mart).schema()));
        return schemas;
    }

    /**
     * Where the marts are; without a mart database the workbook points to one on this machine, to be changed in
     * Tableau.
     */
    private static Connection connection(Workspace workspace) {
        Settings.Postgres marts = workspace.settings().postgres();
        Optional<String> url = marts.login().url().or(() -> workspace.embedded().flatMap(Settings.Login::url));
        return Connection.of(url.orElse(""), marts.schema());
    }
}
