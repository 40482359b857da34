package io.arrears.desk.score;

import io.arrears.model.store.ModelCard;
import java.util.List;

/** How much of a model depends on some of its features. */
final class ModelWeight {

    private ModelWeight() {}

    /** A share, by the measure of the algorithm itself; 0 where the model says nothing about it. */
    static double share(ModelCard card, List<String> features) {
        double all = 0;
        double of = 0;
        for (ModelCard.ImportanceRow row : card.importance()) {
            if (!row.method().equals("permutation")) {
                all += Math.abs(row.value());
                of += features.contains(row.feature()) ? Math.abs(row.value()) : 0;
            }
        }
        return all == 0 ? 0 : of / all;
    }
}
