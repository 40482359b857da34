package io.arrears.publish.report;

import io.arrears.publish.report.Part.Tile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The key figures people know, with how they moved since the day published before. */
final class KeyFigures {

    /** @param isOfPeriod whether it is measured over the months before the day, which its label then says */
    private record Figure(String column, String label, Kind kind, String unit, boolean isOfPeriod) {

        private Figure(String column, String label, Kind kind, String unit) {
            this(column, label, kind, unit, false);
        }

        private String label(Fact kpis) {
            return isOfPeriod && kpis.knows("period_months")
                    ? label + ", " + Words.count(kpis.count("period_months"), "month")
                    : label;
        }
    }

    private static final List<Figure> FIGURES = List.of(
            new Figure("invoiced_amount", "Invoiced", Kind.MONEY, ""),
            new Figure("paid_amount", "Paid", Kind.MONEY, ""),
            new Figure("outstanding_amount", "Outstanding", Kind.MONEY, ""),
            new Figure("overdue_amount", "Overdue", Kind.MONEY, ""),
            new Figure("net_leakage_amount", "Lost (leakage)", Kind.MONEY, ""),
            new Figure("to_collect_amount", "To collect, of what is owed", Kind.MONEY, ""),
            new Figure("to_correct_amount", "To correct", Kind.MONEY, ""),
            new Figure("refund_amount", "Refunded", Kind.MONEY, ""),
            new Figure("expected_loss", "Expected loss", Kind.MONEY, ""),
            new Figure("expected_recovery", "Expected back in 30 days", Kind.MONEY, ""),
            new Figure("outstanding_rate", "Outstanding / invoiced", Kind.SHARE, ""),
            new Figure("leakage_rate", "Lost / invoiced", Kind.SHARE, ""),
            new Figure("dso_days", "Days sales outstanding", Kind.NUMBER, " days", true),
            new Figure("average_days_late", "Average days late", Kind.NUMBER, " days", true),
            new Figure("cei_pct", "Collection effectiveness", Kind.NUMBER, " %", true));

    private KeyFigures() {}

    static List<Tile> tiles(Facts facts, String currency) {
        Fact today = facts.kpis(currency);
        Optional<Fact> before = facts.kpisBefore(currency);
        List<Tile> tiles = new ArrayList<>();
        for (Figure figure : FIGURES) {
            tiles.add(new Tile(
                    figure.label(today),
                    shown(figure, currency, today.get(figure.column())),
                    today.knows(figure.column())
                            ? before.map(then -> change(figure, currency, today, then))
                                    .orElse("")
                            : whyUnknown(figure, today)));
        }
        return tiles;
    }

    /** Why there is no figure, as {@code mart_kpis.conf} says it of the column; empty for one that is never unknown. */
    private static String whyUnknown(Figure figure, Fact today) {
        return switch (figure.column()) {
            case "net_leakage_amount", "to_collect_amount", "to_correct_amount", "leakage_rate" ->
                "no control could look";
            case "expected_recovery" -> "no outcome was ever seen";
            case "dso_days" -> "nothing was sold in the period";
            case "average_days_late" ->
                today.knows("current_amount") ? "no dated invoice was paid in the period" : "no invoice has a due date";
            case "cei_pct" ->
                today.knows("current_amount") ? "nothing was due to collect" : "no invoice has a due date";
            default -> "";
        };
    }

    /** The figures of both days, for the page of changes. */
    static Grid compared(Facts facts, String currency) {
        Fact today = facts.kpis(currency);
        Fact before = facts.kpisBefore(currency).orElseThrow();
        List<List<Object>> rows = new ArrayList<>();
        for (Figure figure : FIGURES) {
            rows.add(List.of(
                    figure.label(today),
                    shown(figure, currency, before.get(figure.column())),
                    shown(figure, currency, today.get(figure.column())),
                    change(figure, currency, today, before)));
        }
        return new Grid(
                List.of(
                        Grid.text("figure", "Figure"),
                        Grid.text("before", "Before"),
                        Grid.text("now", "Now"),
                        Grid.text("change", "Change")),
                rows);
    }

    private static String shown(Figure figure, String currency, Object value) {
        if (value == null) {
            return "–";
        }
        return switch (figure.kind()) {
            case MONEY -> Words.money(currency, (BigDecimal) value);
            case NUMBER -> oneDigit(((Number) value).doubleValue()) + figure.unit();
            default -> figure.kind().shown(value);
        };
    }

    private static String change(Figure figure, String currency, Fact today, Fact before) {
        if (!today.knows(figure.column()) || !before.knows(figure.column())) {
            return "";
        }
        if (figure.kind() == Kind.MONEY) {
            BigDecimal by = today.money(figure.column()).subtract(before.money(figure.column()));
            return Words.moved(by.signum(), Words.about(currency, by.abs()));
        }
        boolean isShare = figure.kind() == Kind.SHARE;
        double by = (today.number(figure.column()) - before.number(figure.column())) * (isShare ? 100 : 1);
        String amount = oneDigit(Math.abs(by));
        return Words.moved(
                amount.equals("0.0") ? 0 : by > 0 ? 1 : -1,
                amount + (isShare || figure.unit().equals(" %") ? " points" : figure.unit()));
    }

    private static String oneDigit(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
