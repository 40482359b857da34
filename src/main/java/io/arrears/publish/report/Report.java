package io.arrears.publish.report;

import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.terms.Ageing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The HTML report of a published day: one file, readable without a network, a server or a script. */
public final class Report {

    private Report() {}

    /**
     * Reads what is published for the day and the day before it.
     *
     * @param ageing the ranges of the day's buckets
     * @throws IllegalArgumentException when nothing is published for the day
     */
    public static Facts facts(SparkSession spark, Lake lake, AsOf asOf, Ageing ageing) {
        return FactsReader.read(spark, lake.root(), asOf, ageing);
    }

    /**
     * Writes {@code report-<as of>-<run>.html} into the folder, which is made where it is missing.
     *
     * @return the file
     */
    public static Path write(Facts facts, Path folder) {
        Path file = folder.resolve("report-" + facts.asOf() + "-" + facts.run() + ".html");
        try {
            Files.createDirectories(folder);
            // A reader that opens the file while it is written sees the old one or the new one.
            Path aside =
                    Files.writeString(folder.resolve("." + file.getFileName()), html(facts), StandardCharsets.UTF_8);
            return Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + file, e);
        }
    }

    static String html(Facts facts) {
        return ReportHtml.of(facts, pages(facts));
    }

    static List<Page> pages(Facts facts) {
        List<Page> pages = new ArrayList<>(List.of(
                OverviewPage.of(facts),
                ChangesPage.of(facts),
                CustomersPage.of(facts),
                AgeingPage.of(facts),
                ExplainPage.of(facts),
                HonestyPage.of(facts)));
        pages.add(Glossary.under(DataPage.of(facts), pages, facts.ageing()));
        return pages;
    }
}
