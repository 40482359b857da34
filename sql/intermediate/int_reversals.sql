-- grain: known_on, payment_id, invoice_id, entry
-- kind: view
-- Every payment of an invoice on which money went back, as known from known_on to known_to. A reversal takes back the payment
-- that it names, else the latest equal one before it that nothing has taken back yet; without one it is money out.
-- is_undone: taken back, or takes one back. What is left is the money that stayed.
with reversed as (
    select invoice_id
    from known_payments
    where is_success and amount < 0 and invoice_id is not null
    group by invoice_id
),

payments as (
    select
        known_payments.payment_id, known_payments.invoice_id, known_payments.entry, known_payments.payment_date,
        known_payments.amount, known_payments.reverses_payment_id, known_payments.visible_from,
        abs(known_payments.amount) as size_amount
    from known_payments
    inner join reversed on known_payments.invoice_id = reversed.invoice_id
    where is_success and amount <> 0
),

changes as (
    select invoice_id, visible_from as known_on
    from payments
    group by invoice_id, visible_from
),

days as (
    select
        invoice_id,
        known_on,
        coalesce(date_sub(min(known_on) over (
            partition by invoice_id order by known_on rows between 1 following and 1 following
        ), 1), :as_of) as known_to
    from changes
),

seen as (
    select
        days.known_on, days.known_to, payments.*,
        row_number() over (
            partition by days.known_on, payments.invoice_id, payments.reverses_payment_id, payments.amount
            order by payments.payment_date, payments.payment_id, payments.entry
            rows between unbounded preceding and current row
        ) as nth_of_name
    from days
    inner join payments on days.invoice_id = payments.invoice_id and payments.visible_from <= days.known_on
),

-- A payment is named once: what names it again is paired as if it named none.
pairs as (
    select
        takers.known_on, takers.invoice_id, takers.payment_id as taker_id, takers.entry as taker_entry,
        taken.payment_id as taken_id
    from seen as takers
    inner join seen as taken
        on takers.known_on = taken.known_on and takers.invoice_id = taken.invoice_id
        and takers.reverses_payment_id = taken.payment_id and takers.amount = -taken.amount
    where takers.amount < 0 and takers.nth_of_name = 1
),

marked as (
    select
        seen.*,
        takers.taker_id is not null or taken.taken_id is not null as is_named
    from seen
    left join pairs as takers
        on seen.known_on = takers.known_on and seen.invoice_id = takers.invoice_id
        and seen.payment_id = takers.taker_id and seen.entry = takers.taker_entry and seen.amount < 0
    left join pairs as taken
        on seen.known_on = taken.known_on and seen.invoice_id = taken.invoice_id
        and seen.payment_id = taken.taken_id and seen.amount > 0
),

-- Equal amounts of an invoice are a pile: a payment goes on top, a reversal takes the top one off.
heights as (
    select
        *,
        sum(if(amount > 0, 1, -1)) over so_far as height
    from marked
    window so_far as (
        partition by known_on, invoice_id, size_amount, is_named
        order by payment_date, amount desc, payment_id, entry rows between unbounded preceding and current row)
),

piles as (
    select
        *,
        height - least(min(height) over so_far, 0) as pile
    from heights
    window so_far as (
        partition by known_on, invoice_id, size_amount, is_named
        order by payment_date, amount desc, payment_id, entry rows between unbounded preceding and current row)
),

places as (
    select *, if(amount > 0, pile, max(pile) over before_it) as place
    from piles
    window before_it as (
        partition by known_on, invoice_id, size_amount, is_named
        order by payment_date, amount desc, payment_id, entry rows between 1 preceding and 1 preceding)
)

select
    known_on, known_to, payment_id, invoice_id, entry, payment_date, amount, visible_from,
    is_named or coalesce(place, 0) > 0 and (amount < 0 or max(amount) over next_there is not null) as is_undone
from places
window next_there as (
    partition by known_on, invoice_id, size_amount, is_named, place
    order by payment_date, amount desc, payment_id, entry rows between 1 following and 1 following)
