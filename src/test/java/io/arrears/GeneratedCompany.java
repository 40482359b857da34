package io.arrears;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.embedded.EmbeddedDatabase;
import io.arrears.sample.SampleTruth;
import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileUtil;

/** A sample company in an embedded database with a lake of its own, reached by the commands of a user. */
public record GeneratedCompany(Path folder, Path conf) {

    private static GeneratedCompany published;

    /**
     * The company of 5,000 invoices that has been run for 2025-12-31, with a report: made by the first test that asks and shared,
     * because a run takes a minute. It may be run again for that day; nothing else of it may be changed.
     */
    public static synchronized GeneratedCompany published() {
        if (published == null) {
            try {
                TestSpark.session();
                Path folder = Files.createTempDirectory("arrears-company");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtil.fullyDelete(folder.toFile())));
                GeneratedCompany company = of(folder, 5000, 7);
                company.command(
                        "run",
                        "--as-of",
                        "2025-12-31",
                        "--report",
                        folder.resolve("report").toString());
                published = company;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return published;
    }

    /** Generates it, and the truth about it; throws when the command fails. */
    public static GeneratedCompany of(Path folder, int invoices, int seed) throws IOException {
        Path conf = Files.writeString(folder.resolve("company.conf"), """
                lake.root = "%1$s/lake"
                source { embedded = true, embedded-dir = "%1$s/postgres" }
                currency.default = "EUR"
                default.trees = 10
                # A company of 5,000 invoices has 19 defaults to calibrate with.
                model.min-class-holdout = 15
                leakage.policy.late-fee-rate = 0.08
                # The truth knows every cent.
                leakage.policy.materiality = 0
                """.formatted(folder));
        GeneratedCompany company = new GeneratedCompany(folder, conf);
        company.command("generate", "--invoices", String.valueOf(invoices), "--seed", String.valueOf(seed));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"));
                Connection connection = database.connect()) {
            SampleTruth.write(connection, "public", invoices, seed);
        } catch (SQLException e) {
            throw new IllegalStateException("the truth about the company cannot be written", e);
        }
        return company;
    }

    /** Runs a command on it that must end well. */
    public void command(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of(name, "--conf", conf.toString()));
        all.addAll(List.of(arguments));
        int exit = Main.execute(all.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalStateException(all + " ended with exit code " + exit);
        }
    }

    /** Rows of a query over its database, columns parted by a bar. */
    List<String> ask(String query) throws SQLException {
        Settings settings = SettingsLoader.load(Optional.of(conf), Map.of());
        try (EmbeddedDatabase database =
                        EmbeddedDatabase.start(settings.source().embeddedDir());
                Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(i > 1 ? "|" : "").append(rows.getString(i));
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    /** A checksum of every mart in the database, run ids aside. */
    List<String> marts() throws SQLException {
        String checksum = "select '%1$s', md5(string_agg((to_jsonb(r) - 'run_id')::text, ';'"
                + " order by (to_jsonb(r) - 'run_id')::text)) from mart.%1$s r";
        List<String> names = ask("select table_name from information_schema.tables where table_schema = 'mart'"
                + " and table_name like 'mart\\_%' order by 1");
        return ask(names.stream().map(checksum::formatted).collect(Collectors.joining(" union all ")) + " order by 1");
    }
}
