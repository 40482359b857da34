package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.NaiveClaims;
import io.arrears.testing.NaiveInvoices;
import io.arrears.testing.NaiveLedger;
import io.arrears.testing.RandomCompany;
import io.arrears.testing.SettledCurrencies;
import io.arrears.testing.StagedRows;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbtStageTest {

    @TempDir
    Path folder;

    @Test
    void aTrainingRunWritesThePanelAndAnOrdinaryRunTheDayAlone() {
        SparkSession spark = TestSpark.small();
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of());
        Lake lake = new Lake(spark, folder.toString());
        AsOf day = AsOf.parse("2025-01-15");
        Slices slices = new Slices(Map.of());
        RandomCompany.of(3, 50).register(spark);
        SettledCurrencies.in(spark, StagedRows.SOURCES, day.date(), "XXX");
        for (Table table : SqlStages.abt(context -> true).reads()) {
            lake.append(table, day, RunId.of(1), slices, spark.table(table.sqlName()));
        }
        RunContext panel = new RunContext(spark, lake, settings, day, RunId.of(2), slices, false);
        SqlStages.abt(context -> true).run(panel);
        List<String> scored = text(lake.read(Table.ABT_INVOICES, slices).where("observation_date = '2025-01-15'"));
        assertTrue(lake.read(Table.ABT_INVOICES, slices).count() > scored.size(), "the panel has no past rows");
        SqlStages.abt(context -> false).run(new RunContext(spark, lake, settings, day, RunId.of(3), slices, false));
        assertEquals(scored, text(lake.read(Table.ABT_INVOICES, slices)));
        assertTrue(lake.read(Table.ABT_CLAIMS, slices).count() > 0, "no claims");
    }

    @Test
    void everyFeatureOfTheReferenceIsAColumn() {
        SparkSession spark = TestSpark.small();
        Settings.Model model = SettingsLoader.load(Optional.empty(), Map.of()).model();
        Map<Table, Dataset<Row>> built =
                AbtBuild.at(java.time.LocalDate.of(2024, 6, 30)).over(spark, RandomCompany.of(4, 20));
        assertEquals(List.of(), missing(model.defaults(), built.get(Table.ABT_INVOICES)));
        assertEquals(List.of(), missing(model.recovery(), built.get(Table.ABT_CLAIMS)));
        for (Table abt : List.of(Table.ABT_INVOICES, Table.ABT_CLAIMS)) {
            assertEquals(List.of(built.get(abt).columns()), OutputColumns.of(SqlFile.of(abt)));
        }
    }

    @Test
    void everyFeatureOfTheReferenceIsInTheOracle() {
        Settings.Model model = SettingsLoader.load(Optional.empty(), Map.of()).model();
        java.time.LocalDate day = java.time.LocalDate.of(2024, 6, 30);
        StagedRows company = RandomCompany.of(4, 60);
        NaiveLedger ledger = new NaiveLedger(company, company, day);
        assertEquals(List.of(), unknown(model.defaults(), new NaiveInvoices(ledger, day, 30, 0).rows()));
        assertEquals(
                List.of("final_retries"),
                unknown(model.recovery(), new NaiveClaims(ledger, day, 30, 0).rows()),
                "the final count is null unless trusted: see AbtLeakTest");
    }

    private static List<String> unknown(Settings.Features features, Map<String, Map<String, Object>> rows) {
        return Stream.concat(features.numeric().stream(), features.categorical().stream())
                .filter(feature -> rows.values().stream().noneMatch(row -> row.containsKey(feature)))
                .toList();
    }

    private static List<String> missing(Settings.Features features, Dataset<Row> abt) {
        List<String> columns = List.of(abt.columns());
        return Stream.concat(features.numeric().stream(), features.categorical().stream())
                .filter(feature -> !columns.contains(feature))
                .toList();
    }

    private static List<String> text(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }
}
