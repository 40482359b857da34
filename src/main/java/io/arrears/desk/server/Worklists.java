package io.arrears.desk.server;

import io.arrears.config.Settings;
import io.arrears.desk.Kind;
import io.arrears.desk.score.Query;
import io.arrears.desk.score.ScoredFile;
import io.arrears.desk.score.Worklist;
import java.util.LinkedHashMap;
import java.util.Map;

/** The worklist of a result, by customer or case by case, as a request wants it. */
final class Worklists {

    private static final String CUSTOMERS = "customers";
    private static final String CASES = "cases";

    private final Settings settings;

    Worklists(Settings settings) {
        this.settings = settings;
    }

    /** What is listed: what was asked for; else customers of a published worklist, and the rows of a file. */
    static String view(ScoredFile file, String wanted) {
        boolean customers = wanted.isEmpty()
                ? isPublished(file)
                        && file.kind() == Kind.CLAIMS
                        && !file.debtors().isEmpty()
                : wanted.equals(CUSTOMERS);
        return customers ? CUSTOMERS : CASES;
    }

    private static boolean isPublished(ScoredFile file) {
        return !file.days().isEmpty();
    }

    /** A run's worklist has the unit of the run, whatever is listed; elsewhere the capacity counts what is listed. */
    Worklist of(ScoredFile file, Request request) {
        boolean byCustomer = isPublished(file) && file.kind() == Kind.CLAIMS
                ? settings.recovery().capacityUnit().equals("customer")
                : view(file, request.text("view")).equals(CUSTOMERS);
        int capacity = request.number("capacity", settings.recovery().capacity());
        return new Worklist(file, capacity, settings.recovery().contactCost(), byCustomer);
    }

    Map<String, Object> answer(ScoredFile file, Request request) {
        Worklist worklist = of(file, request);
        String view = view(file, request.text("view"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("view", view);
        answer.put("unit", worklist.isByCustomer() ? "customer" : file.kind() == Kind.CLAIMS ? "claim" : "invoice");
        answer.put("kpis", worklist.kpis());
        answer.put(
                "list",
                file.byCurrency().isEmpty()
                        ? null
                        : view.equals(CUSTOMERS) ? worklist.customers(query(request)) : worklist.page(query(request)));
        return answer;
    }

    /** The cases of the customer at a place. */
    Map<String, Object> customer(ScoredFile file, Request request) {
        return Map.of("lines", of(file, request).cases(request.text("currency"), request.number("place", 0)));
    }

    private static Query query(Request request) {
        return new Query(
                request.text("currency"),
                request.text("type"),
                request.text("ageing"),
                request.text("region"),
                request.text("hold"),
                request.share("least"),
                request.text("text"),
                request.text("chosen").equals("true"),
                request.number("page", 0));
    }
}
