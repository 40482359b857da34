package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.GeneratedCompany;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.testing.TestSpark;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlParameters;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole run published of a generated company, with its models' scores and its findings, computed again by PostgreSQL. */
@Tag("proof")
class GeneratedOnPostgresTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"2025-12-31", "2025-06-15"})
    void thePublishedMartsAreTheSame(String day) throws Exception {
        TestSpark.session();
        GeneratedCompany company = GeneratedCompany.of(folder, 3000, 11);
        company.command("run", "--as-of", day);
        Settings settings = SettingsLoader.load(Optional.of(company.conf()), Map.of());
        Map<String, Object> parameters = SqlParameters.of(AsOf.parse(day), settings);
        try (FinanceTwin twin =
                FinanceTwin.of("generated", published(settings, AsOf.parse(day), parameters), parameters)) {
            assertEquals("", String.join("\n", twin.differences()));
        }
    }

    /** The published tables of the day as views, and the views between them, which are in no table. */
    private static SparkSession published(Settings settings, AsOf day, Map<String, Object> parameters) {
        Lake lake = new Lake(TestSpark.session(), settings.lakeRoot());
        Set<Table> tables = EnumSet.noneOf(Table.class);
        for (Map.Entry<String, SqlFile> file : FinanceTwin.files().entrySet()) {
            tables.addAll(file.getValue().reads());
            Table.named(file.getKey()).ifPresent(tables::add);
        }
        SparkSession session = lake.viewsOf(tables, new Slices(new Pointers(lake).of(day)), day);
        FinanceTwin.files().forEach((name, file) -> {
            if (Table.named(name).isEmpty()) {
                file.on(session, parameters).createOrReplaceTempView(name);
            }
        });
        return session;
    }
}
