package io.arrears.model;

import io.arrears.lake.AsOf;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.fit.Algorithms;
import io.arrears.model.fit.Attribution;
import io.arrears.model.fit.Classifier;
import io.arrears.model.judge.DriftRow;
import io.arrears.model.store.Champions;
import io.arrears.model.store.FittedModels;
import io.arrears.model.store.ModelCard;
import io.arrears.model.store.ModelStore;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trains the models that are due, stores each with its card, and decides which version scores. */
public final class TrainStage implements Stage {

    private final FittedModels models;
    private final Attribution attribution;

    /** @param models shared with the score stage, which then need not read back what was just fitted */
    public TrainStage(FittedModels models, Attribution attribution) {
        this.models = models;
        this.attribution = attribution;
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public Set<Table> reads() {
        return EnumSet.of(Table.ABT_INVOICES, Table.ABT_CLAIMS);
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.noneOf(Table.class);
    }

    @Override
    public StageReport run(RunContext context) {
        List<ModelTask> due = Arrays.stream(ModelTask.values())
                .filter(task -> TrainingDue.of(context, task))
                .toList();
        Map<String, Number> trained = new LinkedHashMap<>();
        trained.put("due", due.size());
        Optional<FollowUp> followUp = due.isEmpty() ? Optional.empty() : Optional.of(new FollowUp(context));
        List<ModelCard> cards = SideBySide.map(due, task -> train(context, task, followUp.orElseThrow())).stream()
                .flatMap(List::stream)
                .toList();
        trained.put("fitted", cards.stream().filter(ModelCard::fitted).count());
        for (ModelCard card : cards) {
            trained.put(
                    card.task() + " entities",
                    card.split().counts().values().stream()
                            .mapToLong(TemporalSplit.Counts::entities)
                            .sum());
        }
        return new StageReport(trained);
    }

    /** The configured algorithm first, then its challengers. */
    private List<ModelCard> train(RunContext context, ModelTask task, FollowUp followUp) {
        List<ModelCard> cards =
                new ArrayList<>(List.of(train(context, task, Algorithms.first(task, context.settings()))));
        if (cards.get(0).fitted()) {
            Algorithms.challengers(task, context.settings())
                    .forEach(contender -> cards.add(train(context, task, contender)));
        }
        List<DriftRow> known = followUp.of(task);
        ModelStore store = new ModelStore(context.lake());
        cards.forEach(card -> store.saveFollowUp(task, card.version(), known));
        return cards;
    }

    private ModelCard train(RunContext context, ModelTask task, Classifier classifier) {
        ModelStore store = new ModelStore(context.lake());
        Champions champions = new Champions(store, task);
        Optional<String> champion = champions.at(context.asOf()).map(Champions.Decision::champion);
        FeatureSet features = task.features(context.settings());
        Dataset<Row> abt = context.read(task.table());
        Trainer.Trained trained = new Trainer(context, task, classifier, attribution)
                .train(abt, () -> champion.filter(version -> offers(features, store.card(task, version)))
                        .map(version -> new Trainer.Champion(
                                store.card(task, version).model(), models.get(store, task, version))));
        ModelCard card = trained.card();
        store.save(task, card, trained.model(), trained.golden());
        trained.backtest().ifPresent(backtest -> store.saveBacktest(task, backtest));
        trained.model().ifPresent(model -> models.put(task, card.version(), model));
        decide(champions, context, champion, trained);
        return card;
    }

    /** A champion of other features cannot be compared on the rows of this training. */
    private static boolean offers(FeatureSet features, ModelCard champion) {
        return features.all().containsAll(champion.features().all());
    }

    private static void decide(
            Champions champions, RunContext context, Optional<String> champion, Trainer.Trained trained) {
        ModelCard card = trained.card();
        AsOf day = context.asOf();
        if (champion.equals(Optional.of(card.version()))) {
            return;
        }
        if (trained.gate().isEmpty()) {
            champions.append(day, champion.orElse(null), card.version(), Champions.INSUFFICIENT, card.reason());
            return;
        }
        Gate gate = trained.gate().get();
        champions.append(
                day,
                gate.promoted() ? card.version() : champion.orElse(null),
                card.version(),
                gate.promoted() ? "promoted" : "kept",
                gate.reason(),
                gate.verdict());
    }
}
