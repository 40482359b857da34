package io.arrears.desk.score;

import io.arrears.config.Settings;
import io.arrears.desk.DatabaseSession;
import io.arrears.desk.Refused;
import io.arrears.lake.Table;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.publish.MartDatabaseException;
import io.arrears.publish.MartReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The loss given default by currency: the one that the newest run used, where it published one, else {@code
 * default.lgd}.
 */
public final class LossGivenDefault {

    private static final String LEDGER = "ledger";

    private final Settings settings;
    private final Supplier<DatabaseSession> databases;

    /** @param databases opens the embedded database for one request */
    public LossGivenDefault(Settings settings, Supplier<DatabaseSession> databases) {
        this.settings = settings;
        this.databases = databases;
    }

    /**
     * The shares of one file.
     *
     * @param byCurrency what the ledger itself showed
     * @param otherwise for every other currency
     * @param note what a reader should know of them; empty where all is as configured
     */
    record Shares(Map<String, BigDecimal> byCurrency, BigDecimal otherwise, Optional<Note> note) {
        BigDecimal of(String currency) {
            return byCurrency.getOrDefault(currency, otherwise);
        }
    }

    /** What a run of that day, or of the newest before it, used; without a day, the newest. */
    Shares on(Optional<LocalDate> wanted) {
        BigDecimal configured = BigDecimal.valueOf(settings.defaults().lgd());
        if (new PublishedDays(settings, databases).whyNot().isPresent()) {
            return new Shares(Map.of(), configured, Optional.empty());
        }
        try (DatabaseSession session = databases.get()) {
            MartReader reader = MartReader.of(settings, session.embedded()).orElseThrow();
            return reader.days(Table.MART_LGD).stream()
                    .filter(day -> wanted.map(asked -> !day.isAfter(asked)).orElse(true))
                    .findFirst()
                    .map(day -> shares(reader, day, configured))
                    .orElse(new Shares(Map.of(), configured, Optional.empty()));
        } catch (MartDatabaseException | SourceUnavailableException | Refused e) {
            return new Shares(
                    Map.of(),
                    configured,
                    Optional.of(Note.warning("The loss given default is default.lgd, " + configured
                            + ": the mart database, where runs publish theirs, cannot be read.")));
        }
    }

    private Shares shares(MartReader reader, LocalDate day, BigDecimal configured) {
        MartReader.Rows rows = reader.rows(Table.MART_LGD, day, settings.desk().maxRows());
        int currency = rows.columns().indexOf("currency");
        int used = rows.columns().indexOf("lgd_used");
        int source = rows.columns().indexOf("lgd_source");
        Map<String, BigDecimal> own = new HashMap<>();
        rows.rows().stream()
                .filter(row -> LEDGER.equals(row[source]) && row[used] != null)
                .forEach(row -> own.put(row[currency], new BigDecimal(row[used])));
        return new Shares(
                own,
                configured,
                own.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Note.plain("The loss given default of "
                                + String.join(
                                        ", ", own.keySet().stream().sorted().toList())
                                + " is the one that the run as of " + day + " took from the ledger.")));
    }
}
