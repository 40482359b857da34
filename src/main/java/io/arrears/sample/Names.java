package io.arrears.sample;

/** Invented names; likeness to living people or firms is chance. */
final class Names {

    private static final String[] FIRST = {
        "Anna", "Ben", "Carla", "David", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Liam", "Maria",
        "Nils", "Olga", "Paul", "Rosa", "Sam", "Tessa", "Uwe", "Vera", "Will", "Yara", "Zoe"
    };
    private static final String[] LAST = {
        "Archer",
        "Berger",
        "Castell",
        "Dale",
        "Engel",
        "Fontaine",
        "Garcia",
        "Hill",
        "Ivers",
        "Jansen",
        "Keller",
        "Lopez",
        "Martin",
        "Novak",
        "Olsen",
        "Price",
        "Quinn",
        "Rossi",
        "Stone",
        "Thorn",
        "Usher",
        "Vogel",
        "Wagner",
        "Young"
    };
    private static final String[] PLACE = {
        "Harbour",
        "Mill",
        "North Gate",
        "Oak",
        "River",
        "Station",
        "Castle",
        "Bridge",
        "Garden",
        "Market",
        "Hill Top",
        "Lake",
        "Old Town",
        "Valley",
        "Forest",
        "Spring"
    };
    private static final String[] TRADE = {
        "Bakery",
        "Books",
        "Clinic",
        "Cycles",
        "Design",
        "Foods",
        "Garage",
        "Hotel",
        "Logistics",
        "Media",
        "Optics",
        "Pharmacy",
        "Print",
        "Roofing",
        "Studios",
        "Tools"
    };
    private static final String[] FORM = {"Ltd", "GmbH", "Inc", "and Sons", "Group", "Partners"};

    private Names() {}

    static String person(Dice dice) {
        return dice.one(FIRST) + " " + dice.one(LAST);
    }

    static String firm(Dice dice) {
        return dice.one(PLACE) + " " + dice.one(TRADE) + " " + dice.one(FORM);
    }
}
