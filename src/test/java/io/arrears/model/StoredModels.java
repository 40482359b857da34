package io.arrears.model;

import io.arrears.lake.AsOf;
import io.arrears.model.data.ModelTask;
import io.arrears.model.feature.CategoryRule;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.NumericRule;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.FlatForest;
import io.arrears.model.fit.LinearClassifier;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.Verdict;
import io.arrears.model.metric.LogitLine;
import io.arrears.model.store.Champions;
import io.arrears.model.store.GoldenRows;
import io.arrears.model.store.ModelCard;
import io.arrears.model.store.ModelStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A lake with small models made by hand, stored and promoted as a run does it, without Spark. */
public final class StoredModels {

    public static final String TRAINED = "2025-06-30";

    private final ModelStore store;

    public StoredModels(Path lake) {
        this.store = new ModelStore(lake.toString(), new Configuration());
    }

    public ModelStore store() {
        return store;
    }

    /** A model for every task. Small amounts of known customers come back; late invoices default. */
    public StoredModels all() {
        return all(Verdict.OK);
    }

    /** The same models with another verdict. */
    public StoredModels all(Verdict verdict) {
        for (ModelTask task : List.of(ModelTask.FAILED_PAYMENT, ModelTask.OVERDUE_INVOICE)) {
            save(task, recovery(), verdict);
        }
        save(ModelTask.DEFAULT, defaults(), verdict);
        return this;
    }

    /** A training that gave no model, with base rates. */
    public StoredModels ratesOnly(ModelTask task) {
        save(task, Optional.empty(), Verdict.INSUFFICIENT_DATA);
        return this;
    }

    private void save(ModelTask task, FittedModel model, Verdict verdict) {
        save(task, Optional.of(model), verdict);
    }

    private void save(ModelTask task, Optional<FittedModel> model, Verdict verdict) {
        FeatureSet features = model.map(FittedModel::features).orElse(new FeatureSet("test", List.of(), List.of()));
        String version = "20250630-" + (model.isPresent() ? "0123456789ab" : "ba9876543210");
        ModelCard card = new ModelCard(
                task.taskName(),
                version,
                AsOf.parse(TRAINED),
                model.isPresent() ? "by_hand" : ModelCard.NO_MODEL,
                verdict,
                "made by hand",
                "c",
                "d",
                "0",
                "0",
                1,
                Map.of(),
                features,
                null,
                model.map(FittedModel::encoding).orElse(null),
                null,
                0.5,
                new AgeingRates(0.25, Map.of("Not Due", 0.5), 100),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                features.all().stream()
                        .map(name -> new ModelCard.ImportanceRow(name, "by_hand", 1))
                        .toList(),
                null,
                List.of(),
                null,
                null,
                null);
        store.save(task, card, model, new GoldenRows(List.of()));
        new Champions(store, task)
                .append(
                        AsOf.parse(TRAINED),
                        model.isPresent() ? version : null,
                        version,
                        model.isPresent() ? "promoted" : Champions.INSUFFICIENT,
                        "made by hand");
    }

    /** On amount (log), attempts, past_recovery_rate; currency, provider, region, amount_bucket. */
    static FittedModel recovery() {
        FeatureSet features = new FeatureSet(
                "test",
                List.of("amount", "attempts", "past_recovery_rate", "days_overdue"),
                List.of("currency", "provider", "region", "amount_bucket"));
        FeatureEncoding encoding = new FeatureEncoding(
                List.of(
                        new NumericRule("amount", 100, false, 0, 10_000, true),
                        new NumericRule("attempts", 1, true, 0, 10, false),
                        new NumericRule("past_recovery_rate", 0.5, true, 0, 1, false),
                        new NumericRule("days_overdue", 10, false, -400, 400, false)),
                List.of(
                        new CategoryRule("currency", List.of("EUR", "USD")),
                                new CategoryRule("provider", List.of("Adyen", "Amex")),
                        new CategoryRule("region", List.of("North", "Unknown")),
                                new CategoryRule("amount_bucket", List.of("<100", ">=500"))),
                true);
        double[] coefficients = new double[encoding.slots().size()];
        double[] means = new double[coefficients.length];
        for (int slot = 0; slot < coefficients.length; slot++) {
            FeatureEncoding.Slot each = encoding.slots().get(slot);
            coefficients[slot] = switch (each.feature() + " " + each.part()) {
                case "amount value" -> -0.3;
                case "attempts value" -> -0.4;
                case "past_recovery_rate value" -> 2;
                case "past_recovery_rate missing" -> -0.5;
                case "provider is Adyen" -> 0.6;
                default -> 0.01 * slot;
            };
            means[slot] = each.part().equals("value") ? 0.5 : 0.2;
        }
        return new FittedModel(
                features,
                encoding,
                new LinearClassifier(coefficients, 0.4, means),
                new Calibrator(Calibrator.Kind.PLATT, new LogitLine(0.1, 0.9), null, 0.001));
    }

    /** Two stumps: days past due above 30, and a share paid above one half. */
    static FittedModel defaults() {
        FeatureSet features = new FeatureSet(
                "test", List.of("amount", "days_past_due", "paid_share", "terms_days"), List.of("region"));
        FeatureEncoding encoding = new FeatureEncoding(
                List.of(
                        new NumericRule("amount", 100, false, 0, 0, false),
                                new NumericRule("days_past_due", 0, false, 0, 0, false),
                        new NumericRule("paid_share", 0, false, 0, 0, false),
                                new NumericRule("terms_days", 30, false, 0, 0, false)),
                List.of(new CategoryRule("region", List.of("North", "Unknown"))),
                false);
        int leaf = -1;
        FlatForest forest = new FlatForest(
                new int[] {0, 3},
                new int[] {1, leaf, leaf, 2, leaf, leaf},
                new double[] {30, 0, 0, 0.5, 0, 0},
                new long[6],
                new int[] {1, 0, 0, 4, 0, 0},
                new int[] {2, 0, 0, 5, 0, 0},
                new double[] {0.3, 0.1, 0.8, 0.3, 0.4, 0.1},
                new double[] {100, 70, 30, 100, 60, 40});
        return new FittedModel(features, encoding, forest, new Calibrator(Calibrator.Kind.NONE, null, null, 0.001));
    }

    /** Raw score and probability of the recovery model, for comparison. */
    public static double[] recoveryScores(
            double amount, double attempts, double pastRate, double daysOverdue, String... texts) {
        return recovery()
                .scores(new double[] {amount, attempts, pastRate, daysOverdue}, Arrays.copyOf(texts, texts.length));
    }
}
