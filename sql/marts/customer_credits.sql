-- grain: currency, customer_id
-- kind: view
-- What each customer may offset against its debts: credit_amount of invoices that are overpaid, and unapplied_amount of money
-- that came for no invoice. Money without a customer or a currency is no credit that anybody can use.
with credits as (
    select customer_id, currency, overpaid_amount as credit_amount, cast(0 as decimal(19, 4)) as unapplied_amount
    from int_invoices
    where overpaid_amount > 0
    union all
    select customer_id, currency, 0, amount
    from int_unapplied_cash
)

select customer_id, currency, sum(credit_amount) as credit_amount, sum(unapplied_amount) as unapplied_amount
from credits
where customer_id is not null and currency <> terms.unknown_currency()
group by customer_id, currency
