package io.arrears.sample;

import java.util.List;

/** Draws customers, one after the other, each from a random stream of its own. */
final class Customers {

    private static final int FIRST_ID = 1001;
    private static final String[] CURRENCIES = {"EUR", "GBP", "USD"};
    private static final double[] CURRENCY_SHARE = {0.55, 0.25, 0.20};
    private static final String[] EURO_COUNTRIES = {"DE", "FR", "ES", "IT", "NL"};
    private static final double[] REGION_SHARE = {0.3, 0.25, 0.25, 0.2};
    private static final double[] REGION_SHIFT = {0.15, -0.25, -0.05, 0.10};
    private static final String[] PROVIDERS = {"Adyen", "Stripe", "Worldpay"};
    private static final String[] METHODS = {"visa", "mastercard", "amex", "sepa_debit", "paypal"};
    private static final double[] METHOD_SHARE = {0.4, 0.3, 0.06, 0.16, 0.08};
    private static final String[] DEVICES = {"mobile", "desktop", "tablet"};
    private static final int CARD_TERMS = 5;
    /** Months before the first, after which as many customers are in bad months as ever. */
    private static final int SETTLING_MONTHS = 8;
    /** Of the customers, those who were there before the first day. */
    private static final double FOUNDING = 0.52;

    private final Company company;
    private final long seed;

    Customers(Company company, long seed) {
        this.company = company;
        this.seed = seed;
    }

    Dice diceOf(int number) {
        return new Dice(seed, number);
    }

    Customer draw(int number, Dice dice) {
        Segment segment =
                Segment.values()[dice.weighted(Segment.CONSUMER.share, Segment.SMB.share, Segment.ENTERPRISE.share)];
        int region = dice.weighted(REGION_SHARE);
        int currency = dice.weighted(CURRENCY_SHARE);
        SalesRep rep = rep(region, dice);
        double trait = 0.85 * dice.normal() + segment.shift + REGION_SHIFT[region] + 0.15 * rep.grip();
        int signup = signup(dice);
        double[] reliability = reliability(trait, dice);
        boolean card = dice.chance(segment.cardShare);
        List<Product> plans = company.plansOf(segment);
        int terms = card ? CARD_TERMS : segment.terms[dice.between(0, segment.terms.length - 1)];
        return new Customer(
                FIRST_ID + number,
                segment == Segment.CONSUMER ? Names.person(dice) : Names.firm(dice),
                segment,
                Company.REGIONS[region],
                CURRENCIES[currency],
                country(currency, dice),
                signup,
                leaves(signup, trait, dice),
                creditScore(trait, dice),
                creditLimit(segment, trait, dice),
                rep,
                plans.get(dice.between(0, plans.size() - 1)),
                planQty(segment, dice),
                discount(segment, dice),
                card,
                dice.one(PROVIDERS),
                METHODS[dice.weighted(METHOD_SHARE)],
                dice.one(DEVICES),
                terms,
                billingDay(card, terms, dice),
                reliability,
                dice.normal());
    }

    private SalesRep rep(int region, Dice dice) {
        int perRegion = company.reps().size() / Company.REGIONS.length;
        return company.reps().get(dice.between(0, perRegion - 1) * Company.REGIONS.length + region);
    }

    /** More join every year; most founding customers joined in the four years before. */
    private static int signup(Dice dice) {
        return dice.chance(FOUNDING)
                ? Days.FIRST - dice.between(1, 4 * 365)
                : Days.FIRST + (int) ((Days.LAST - Days.FIRST) * StrictMath.pow(dice.uniform(), 0.85));
    }

    private static int leaves(int signup, double trait, Dice dice) {
        double years = -StrictMath.log(1 - dice.uniform()) * 7 * StrictMath.exp(0.35 * trait);
        return Math.max(signup, Days.FIRST) + 60 + (int) Math.min(years * 365, 20_000);
    }

    /** The trait, slow drift around it, and now and then some bad months. */
    private static double[] reliability(double trait, Dice dice) {
        double[] months = new double[Days.months()];
        double drift = 0.45 * dice.normal();
        int badMonths = 0;
        for (int month = -SETTLING_MONTHS; month < months.length; month++) {
            drift = 0.92 * drift + 0.18 * dice.normal();
            if (badMonths == 0 && dice.chance(0.022 * StrictMath.exp(-0.8 * trait))) {
                badMonths = dice.between(2, 7);
            }
            if (month >= 0) {
                months[month] = trait + drift - (badMonths > 0 ? 1.6 : 0);
            }
            badMonths = Math.max(0, badMonths - 1);
        }
        return months;
    }

    private static String country(int currency, Dice dice) {
        return switch (CURRENCIES[currency]) {
            case "GBP" -> "GB";
            case "USD" -> "US";
            default -> dice.one(EURO_COUNTRIES);
        };
    }

    private static int creditScore(double trait, Dice dice) {
        long score = Math.round(660 + 55 * (0.75 * trait + 0.75 * dice.normal()));
        return (int) Math.max(300, Math.min(850, score));
    }

    private static long creditLimit(Segment segment, double trait, Dice dice) {
        if (segment == Segment.CONSUMER) {
            return 0;
        }
        int base = segment == Segment.SMB ? 10 : 100;
        return 100_000L * Math.max(1, Math.round(base * StrictMath.exp(0.3 * trait + 0.4 * dice.normal())));
    }

    private static int planQty(Segment segment, Dice dice) {
        return switch (segment) {
            case CONSUMER -> dice.weighted(0.75, 0.2, 0.05) + 1;
            case SMB -> dice.between(1, 8);
            case ENTERPRISE -> dice.between(3, 25);
        };
    }

    private static double discount(Segment segment, Dice dice) {
        return dice.chance(0.5) ? 0 : Math.min(0.12, segment.discount * dice.between(0.5, 1.5));
    }

    /** Cards are charged, and most invoices fall due, in the last third of the month. */
    private static int billingDay(boolean card, int terms, Dice dice) {
        if (card) {
            return dice.chance(0.9) ? dice.between(22, 27) : dice.between(2, 21);
        }
        boolean usual = dice.chance(0.85);
        return !usual ? dice.between(1, 28) : terms == 30 ? dice.between(23, 28) : dice.between(8, 12);
    }
}
