package io.arrears.desk.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.desk.DatabaseSession;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.testing.TestPostgres;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The desk prices an invoice of a file as the run of its day does. */
class LossGivenDefaultTest {

    private static final DatabaseSession NONE_EMBEDDED = new DatabaseSession() {
        @Override
        public Optional<Settings.Login> embedded() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    private static Settings settings(String schema, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "publish.postgres.enabled",
                "true",
                "publish.postgres.url",
                TestPostgres.url(),
                "publish.postgres.user",
                TestPostgres.user(),
                "publish.postgres.schema",
                schema,
                "source.url",
                TestPostgres.url(),
                "default.lgd",
                "0.45"));
        all.putAll(overrides);
        return SettingsLoader.load(Optional.empty(), all);
    }

    private static LossGivenDefault published(String schema) {
        TestPostgres.schema(
                schema,
                "create table _published (mart text, as_of_date date, run_id text)",
                "create table mart_lgd (as_of_date date, run_id text, currency text, days_since_default int,"
                        + " lgd_used double precision, lgd_source text)",
                "insert into mart_lgd values ('2025-02-01', 'r1', 'EUR', 90, 0.3, 'ledger'),"
                        + " ('2025-03-01', 'r2', 'EUR', 90, 0.2, 'ledger'), ('2025-03-01', 'r2', 'EUR', 365, 0.2, 'ledger'),"
                        + " ('2025-03-01', 'r2', 'USD', 365, 0.45, 'default.lgd')",
                "insert into _published values ('mart_lgd', '2025-03-01', 'r2'), ('mart_lgd', '2025-02-01', 'r1')");
        return new LossGivenDefault(settings(schema, Map.of()), () -> NONE_EMBEDDED);
    }

    @Test
    void theNewestRunByTheDaySaysTheShareOfItsLedger() {
        LossGivenDefault desk = published("desk_lgd");
        LossGivenDefault.Shares newest = desk.on(Optional.empty());
        assertEquals(new BigDecimal("0.2"), newest.of("EUR"));
        assertEquals(new BigDecimal("0.45"), newest.of("USD"));
        assertEquals(new BigDecimal("0.45"), newest.of("GBP"));
        assertEquals(
                "The loss given default of EUR is the one that the run as of 2025-03-01 took from the ledger.",
                newest.note().orElseThrow().text());
        assertEquals(
                new BigDecimal("0.3"),
                desk.on(Optional.of(LocalDate.parse("2025-02-28"))).of("EUR"));
        assertEquals(
                new BigDecimal("0.45"),
                desk.on(Optional.of(LocalDate.parse("2025-01-31"))).of("EUR"));
    }

    @Test
    void whereNothingIsPublishedTheConfiguredShareStands() {
        LossGivenDefault.Shares without = new LossGivenDefault(
                        settings("desk_lgd_none", Map.of("publish.postgres.enabled", "false")), () -> NONE_EMBEDDED)
                .on(Optional.empty());
        assertEquals(new BigDecimal("0.45"), without.of("EUR"));
        assertEquals(Optional.empty(), without.note());
        LossGivenDefault.Shares unreachable = new LossGivenDefault(settings("desk_lgd_none", Map.of()), () -> {
                    throw new SourceUnavailableException("no database at /secret/path", null);
                })
                .on(Optional.empty());
        assertEquals(new BigDecimal("0.45"), unreachable.of("EUR"));
        assertEquals(
                "The loss given default is default.lgd, 0.45: the mart database, where runs publish theirs, cannot be read.",
                unreachable.note().orElseThrow().text());
    }
}
