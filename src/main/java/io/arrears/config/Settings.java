package io.arrears.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run may depend on, read once from the configuration. {@code reference.conf} documents each value.
 */
public record Settings(
        String lakeRoot,
        Spark spark,
        Source source,
        Currency currency,
        Ledger ledger,
        String privacyNames,
        Quality quality,
        Finance finance,
        Default defaults,
        Recovery recovery,
        Model model,
        Split split,
        Backtest backtest,
        Tune tune,
        Policy policy,
        Postgres postgres,
        Desk desk,
        AlertSettings alerts,
        Monitor monitor,
        String fingerprint) {

    /**
     * @param periodMonths months before the as-of day that DSO, CEI, days late and the roll-forward look at
     * @param ageing the last day past due of each ageing bucket but the oldest, rising
     * @param cashDiscount what invoices offer that say nothing of it; empty: nothing
     */
    public record Finance(
            int periodMonths, List<Integer> ageing, Optional<CashDiscount> cashDiscount, Provision provision) {}

    /**
     * A cash discount.
     *
     * @param rate share of the invoice
     * @param days after the invoice date by whose end the money must be there
     */
    public record CashDiscount(BigDecimal rate, int days) {}

    /**
     * The provision matrix.
     *
     * @param segments the attribute of customers that parts it; {@code none}: it is not parted
     * @param minCases balances from which a segment has roll rates of its own
     * @param forwardLooking what the loss rates are multiplied with
     */
    public record Provision(String segments, int minCases, double forwardLooking) {}

    /**
     * The embedded session.
     *
     * @param smallLedgerRows source rows up to which plans are interpreted; 0: never
     */
    public record Spark(String cores, int shufflePartitions, int smallLedgerRows) {}

    /**
     * One source table: at most one of table and query is present, neither when it is looked up by name or left out.
     *
     * @param dates the order of its days, {@code dd/MM/yyyy} or {@code MM/dd/yyyy}; empty: its rows say
     * @param numbers {@code en} where a point is the decimal sign, {@code de} where a comma is; empty: its rows say
     */
    public record Mapping(
            Optional<String> table,
            Optional<String> query,
            Optional<String> key,
            Optional<String> dates,
            Optional<String> numbers,
            boolean isLeftOut) {

        /** A table that nothing is said about. */
        public static final Mapping NONE = empty(false);

        /** A table that is left out, whether it exists or not. */
        public static final Mapping ABSENT = empty(true);

        private static Mapping empty(boolean isLeftOut) {
            return new Mapping(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    isLeftOut);
        }

        /** Whether the table is looked up under its own name. */
        public boolean isByName() {
            return table.isEmpty() && query.isEmpty() && !isLeftOut;
        }
    }

    /**
     * @param allowRowSecurity whether policies of the database may hide rows
     * @param snapshotMaxAge in seconds
     * @param tables where each mapped table is read from; one that is not mapped is looked up by name
     */
    public record Source(
            boolean embedded,
            Path embeddedDir,
            Login login,
            String schema,
            boolean allowRowSecurity,
            Timeouts timeouts,
            int snapshotMaxAge,
            int fetchSize,
            int partitions,
            long rowsPerPartition,
            Map<String, Mapping> tables) {

        /** Whether the configuration says to leave the table out. */
        public boolean leavesOut(String table) {
            return tables.getOrDefault(table, Mapping.NONE).isLeftOut();
        }
    }

    /** How to reach a database. Its text never contains the password. */
    public record Login(Optional<String> url, Optional<String> user, Secret password, Optional<String> sslMode) {}

    /** Seconds. */
    public record Timeouts(int connect, int socket, int statement, int lock) {}

    public record Currency(String fallback, Optional<String> reporting, int maxRateAgeDays) {}

    /**
     * The words by which a source calls the state of an invoice.
     *
     * @param states by state: one of {@link #STATES}; no word is listed under two of them
     */
    public record Ledger(Map<String, List<String>> states) {

        /** The states that words mean. */
        public static final List<String> STATES =
                List.of("void", "draft", "uncollectible", "written_off", "paid", "unpaid", "owed");

        /** The state of each word, as {@link PlainWord} writes it. */
        public Map<String, String> stateOf() {
            Map<String, String> stateOf = new TreeMap<>();
            states.forEach((state, words) -> words.forEach(word -> stateOf.put(PlainWord.of(word), state)));
            return stateOf;
        }
    }

    public record Quality(
            double maxQuarantinedRows, double maxQuarantinedAmount, double minRowsOfPrevious, String schemaDrift) {}

    public record Default(
            int horizonDays,
            int settlementLagDays,
            String observe,
            double lgd,
            int lgdMinCases,
            double mediumRiskFrom,
            double highRiskFrom,
            int trees,
            int depth,
            int bins,
            int minLeaf,
            long seed,
            String contender) {}

    public record Recovery(
            int horizonDays,
            int settlementLagDays,
            String observe,
            int claimDays,
            Optional<Integer> oldestDays,
            int capacity,
            String capacityUnit,
            BigDecimal contactCost,
            int graceDays,
            BigDecimal smallestAmount,
            boolean trustFinalRetries,
            double regularisation,
            int maxIterations,
            long seed,
            Holdout holdout,
            Retry retry) {}

    /**
     * Who of the flagged customers is left alone, so that what chasing adds can be measured.
     *
     * @param largest the most that such a customer may owe, in major units of each currency; empty: no limit
     * @param fewest customers that each arm needs before a difference is published
     */
    public record Holdout(double share, Optional<BigDecimal> largest, int fewest) {}

    /**
     * When a failed payment is tried again.
     *
     * @param fewest retries that a reason needs before a day is recommended
     * @param pseudoAttempts attempts at the expected rate that are added to what a day shows
     */
    public record Retry(int fewest, int pseudoAttempts) {}

    public record Model(
            int retrainEveryDays,
            int maxTrainRows,
            int historyMonths,
            int minEntities,
            int minClassTrain,
            int minClassHoldout,
            int bootstrapSamples,
            Features defaults,
            Features recovery) {}

    /** Feature columns, in the order they enter the vector. */
    public record Features(List<String> numeric, List<String> categorical) {}

    /**
     * @param enabled whether a training is followed by a backtest
     * @param maxRows observations of a period that an origin uses
     */
    public record Backtest(boolean enabled, int origins, int maxRows) {}

    /**
     * @param fits of one task
     * @param maxRows observations of a period that a fit uses
     */
    public record Tune(int fits, int maxRows) {}

    public record Split(double testShare, double calibrateShare) {}

    /**
     * Leakage policies by key, {@code discount-limit} …; each is a named SQL parameter, {@code :discount_limit}. A
     * number, or a list of words in lower case.
     */
    public record Policy(Map<String, Object> values, Map<String, Control> controls) {

        /** What is set for a control. */
        public Control control(String id) {
            return controls.getOrDefault(id, Control.DEFAULT);
        }
    }

    /**
     * One leakage control.
     *
     * @param severity of all its findings; empty: each by its amount
     * @param materiality in major units of a finding's currency; empty: as {@code leakage.policy.materiality} says
     */
    public record Control(boolean enabled, Optional<String> severity, Optional<BigDecimal> materiality) {

        static final Control DEFAULT = new Control(true, Optional.empty(), Optional.empty());
    }

    /** @param takeOver whether a schema that another lake filled may be replaced */
    public record Postgres(
            boolean enabled, Login login, Timeouts timeouts, String schema, int keepDates, boolean takeOver) {}

    /** Files for monitoring. */
    public record Monitor(Optional<Path> nodeExporterFile, Optional<Path> runLog) {}

    /** The scoring desk: where it listens, and how much it takes at once. */
    public record Desk(String host, int port, int maxUploadMegabytes, int maxRows) {}
}
