-- grain: invoice_id
-- kind: view
-- Invoices that no longer stand: credited in full by notes, or taken back by a credit memo of their amount and currency. A memo
-- takes the latest such invoice of its customer (without one, of its order) up to its day that none has taken yet. The memo is
-- a row too.
with invoices as (
    select
        invoice_id, currency, invoice_date, face_amount, abs(face_amount) as size_amount,
        coalesce('customer ' || customer_id, 'order ' || order_id, 'invoice ' || invoice_id) as debtor,
        face_amount > terms.minor_units(:tolerance, currency)
            and credited_amount >= face_amount - terms.minor_units(:tolerance, currency) as is_credited
    from int_invoices
    where not is_void
        and abs(face_amount) > terms.minor_units(:tolerance, currency)
),

-- Equal amounts are a pile, as in int_reversals: an invoice goes on top, a memo takes the top one off.
heights as (
    select *, sum(if(face_amount > 0, 1, -1)) over so_far as height
    from invoices
    where not is_credited
    window so_far as (
        partition by currency, debtor, size_amount
        order by invoice_date, face_amount desc, invoice_id rows between unbounded preceding and current row)
),

piles as (
    select *, height - least(min(height) over so_far, 0) as pile
    from heights
    window so_far as (
        partition by currency, debtor, size_amount
        order by invoice_date, face_amount desc, invoice_id rows between unbounded preceding and current row)
),

places as (
    select *, if(face_amount > 0, pile, max(pile) over before_it) as place
    from piles
    window before_it as (
        partition by currency, debtor, size_amount
        order by invoice_date, face_amount desc, invoice_id rows between 1 preceding and 1 preceding)
),

paired as (
    select
        invoice_id,
        coalesce(place, 0) > 0 and (face_amount < 0 or max(face_amount) over next_there is not null) as is_taken
    from places
    window next_there as (
        partition by currency, debtor, size_amount, place
        order by invoice_date, face_amount desc, invoice_id rows between 1 following and 1 following)
)

select invoice_id from paired where is_taken
union all
select invoice_id from invoices where is_credited
