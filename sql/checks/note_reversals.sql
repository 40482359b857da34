-- grain: table_name, rule
-- Money that goes back of a payment over several invoices and says neither of which invoice nor fits what is left of one, or
-- names no payment that is known: it stays on account, and the invoices stay paid.
with paid as (
    select payment_id, count(invoice_id) as invoices, sum(if(invoice_id is null, amount, 0)) as on_account_amount
    from known_payments
    where is_success and amount > 0
    group by payment_id
),

unplaced as (
    select
        known_payments.currency, known_payments.payment_id, known_payments.reverses_payment_id, known_payments.amount,
        paid.payment_id is not null as is_known
    from known_payments
    left join paid on known_payments.reverses_payment_id = paid.payment_id
    where known_payments.is_success and known_payments.amount < 0 and known_payments.invoice_id is null
        and known_payments.reverses_payment_id is not null
        and coalesce(paid.invoices > 0 and paid.on_account_amount < -known_payments.amount, true)
),

summed as (
    select
        currency, is_known, count(*) as reversals, min(payment_id) as example,
        min_by(reverses_payment_id, payment_id) as example_of,
        if(currency = terms.unknown_currency(), null, cast(sum(amount) as decimal(19, 4))) as amount
    from unplaced
    group by currency, is_known
)

select
    'stg_payments' as table_name,
    concat(if(is_known, 'reverses a part ', 'reverses an unknown payment '), currency) as rule,
    reversals as rows,
    amount,
    concat(
        'payments: ', terms.counted(reversals, 'row'), ' below zero in ', currency,
        coalesce(concat(', ', terms.money_text(amount, currency), ','), ''),
        if(reversals = 1, ' names no invoice and ', ' name no invoice and '),
        if(
            is_known,
            if(reversals = 1, 'fits no one part of the payment it takes back', 'fit no one part of the payments they take back'),
            if(reversals = 1, 'takes back a payment that is not known', 'take back payments that are not known')
        ),
        ', such as ', example, ' of ', example_of, ': the money is taken off what is on account, and the invoices stay paid. ',
        'Say invoice_id in these rows'
    ) as sentence
from summed
