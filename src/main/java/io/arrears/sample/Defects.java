package io.arrears.sample;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides where a defect, or a near miss, takes the place of an ordinary order: about one order in sixty, more in a
 * small company, each kind in its turn.
 */
final class Defects {

    private static final double SHARE = 1.0 / 60;
    private static final double HIGHEST_SHARE = 1.0 / 8;
    /**
     * Of the customers who are there on the as-of day. What is planted for that day was left unpaid in the half year
     * before: more of it would be a crisis that no model of the years before can foresee.
     */
    private static final double SHARE_AT_AS_OF = 1.0 / 60;
    /** Of each kind at least, even in a small company. */
    private static final double WANTED = 6;

    private static final double WANTED_AT_AS_OF = 3;
    /** Of a customer who is there on the as-of day, about. */
    private static final double INVOICES_PER_CUSTOMER = 60;

    private static final int MOST_INVOICES = 2;
    /** An as-of plant reaches back about half a year. */
    private static final int REACH = 190;

    private static final int DORMANT = 180;
    private static final int YEARS = 3;
    private static final List<Plant> ANYTIME = Stream.of(
                    BillingPlants.ALL, DatePlants.ALL, CashPlants.ALL, CardPlants.ALL, ReturnPlants.ALL)
            .flatMap(List::stream)
            .toList();

    private final Company company;
    private final Product cheapest;
    private final double share;
    private final double shareAtAsOf;
    private int next;
    private int nextAtAsOf;
    private int nextDormant;
    private int nextAtSignup;

    Defects(Company company, long invoices) {
        this.company = company;
        this.share = Math.min(HIGHEST_SHARE, Math.max(SHARE, WANTED * ANYTIME.size() / invoices));
        this.shareAtAsOf = Math.min(
                1,
                Math.max(SHARE_AT_AS_OF, WANTED_AT_AS_OF * AsOfPlants.ALL.size() * INVOICES_PER_CUSTOMER / invoices));
        this.cheapest = company.plans().stream()
                .min(Comparator.comparingLong(Product::list))
                .orElseThrow();
    }

    boolean isDue(Dice dice, Book book, long mostInvoices) {
        return dice.chance(share) && mostInvoices - book.invoices.size() >= MOST_INVOICES;
    }

    void plant(Book book, Dice dice, Product product, int day) {
        Plant plant = ANYTIME.get(next++ % ANYTIME.size());
        plant.growth().grow(new Scene(book, dice, product, cheapest, company.passThrough(), day));
    }

    /** About as often as at the as-of day, over the years in which customers join. */
    void plantAtSignup(Book book, Dice dice, long mostInvoices) {
        int signup = book.customer.signup();
        if (signup > Days.FIRST
                && signup < Days.AS_OF
                && mostInvoices >= MOST_INVOICES
                && dice.chance(shareAtAsOf / YEARS)) {
            Product product =
                    company.equipment().get(nextAtSignup % company.equipment().size());
            DatePlants.AT_SIGNUP
                    .get(nextAtSignup++ % DatePlants.AT_SIGNUP.size())
                    .growth()
                    .grow(new Scene(book, dice, product, cheapest, company.passThrough(), signup));
        }
    }

    void plantAtAsOf(Book book, Dice dice, long mostInvoices) {
        Customer customer = book.customer;
        if (customer.signup() >= Days.AS_OF - REACH || mostInvoices - book.invoices.size() < MOST_INVOICES) {
            return;
        }
        boolean there = customer.leaves() > Days.AS_OF;
        boolean dormant = !there && book.lastEvent() < Days.AS_OF - DORMANT - 1;
        if ((there || dormant) && dice.chance(shareAtAsOf)) {
            int nth = there ? nextAtAsOf++ : nextDormant++;
            Product product = company.equipment().get(nth % company.equipment().size());
            Scene scene = new Scene(book, dice, product, cheapest, company.passThrough(), Days.AS_OF);
            if (there) {
                AsOfPlants.ALL.get(nth % AsOfPlants.ALL.size()).growth().grow(scene);
            } else {
                AsOfPlants.lastHeardOf(scene, DORMANT - nth % 2);
            }
        }
    }
}
