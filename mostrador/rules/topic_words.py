"""The words by which a mail is known to ask for one uncovered thing, or to touch a covered one.

Written as phrases.py reads them.
"""

INVOICE = {
    "de": "rechnung*, endrechnung*, schlussrechnung*, originalrechnung*, einzelrechnung*, "
    "warte ~ rechnung*, rechnung ~ fehlt, fehlt ~ rechnung, rechnung ~ nicht ~ erhalten, "
    "rechnung ~ nicht ~ bekommen, rechnung ~ nicht ~ angekommen, rechnung ~ nicht ~ da, "
    "nicht ~ rechnung ~ erhalten, nicht ~ rechnung ~ bekommen, wo ist ~ rechnung, "
    "wo bleibt ~ rechnung, wann kommt ~ rechnung, rechnung im paket, rechnung in der sendung, "
    "falsche rechnungsadresse, rechnungsadresse ~ falsch, rechnung ~ versenden, "
    "rechnung ~ verschicken, quittung*, kassenbon*, kaufbeleg*, zahlungsbeleg*, mehrwertsteuer*, "
    "umsatzsteuer*, mwst*, ust id*, ustid*, ust idnr, steuernummer*",
    "en": "invoice*, einvoice*, bill, bills, received ~ invoice*, receive ~ invoice*, "
    "got ~ invoice*, invoice ~ received, invoice ~ arrived, invoice ~ missing, missing ~ invoice, "
    "lost ~ invoice*, where is ~ invoice*, wheres ~ invoice*, waiting ~ invoice*, "
    "invoice in ~ package, invoice in ~ parcel, invoice in ~ box, wrong ~ invoice, "
    "incorrect ~ invoice, invoice ~ wrong, invoice ~ incorrect, lost ~ bill*, where is ~ bill*, "
    "my receipt, a receipt, the receipt, receipts, receipt for, vat, vat number, tax id, "
    "tax number, billing address, credit note",
    "es": "factura*, recibido ~ factura*, recibi ~ factura*, factura ~ llegado, "
    "ha llegado ~ factura*, no ~ llega ~ factura*, factura en el paquete, falta ~ factura, "
    "donde esta ~ factura, recibo de compra, justificante de compra, iva, cif, nif, datos fiscales",
    "zh": "发票, 發票, 开票, 開票, 没收到发票, 没有收到发票, 未收到发票, 还没收到发票, "
    "发票没收到, 发票没有收到, 发票还没收到, 发票还没到, 发票丢了, 发票抬头错了, 税号, 稅號, "
    "专票, 普票, 增值税",
}

CUSTOMISATION = {
    "de": "*gravur*, *gravier*, personalisier*, individualisier*, wunschtext*, wunschname*, "
    "wunschmotiv*, sonderanfertig*, massanfertig*, nach mass, bedruck*, aufdruck*, bestick*, "
    "stickerei*, monogramm*, initialen, widmung*, druckvorlage*, druckdatei*, korrekturabzug*",
    "en": "engrav*, personaliz*, personalis*, customiz*, customis*, custom made, custom text, "
    "custom name, custom print*, custom design*, custom logo*, made to measure, bespoke, "
    "monogram*, embroider*, initials, artwork, design proof, print proof, own text, own logo, "
    "my logo, our logo",
    "es": "grabado, grabados, grabar, grabacion, grabarlo, grabarla, personalizar*, "
    "personalizad*, personalizacion*, personalicen, bordado*, bordar*, a medida, monograma*, "
    "iniciales, texto propio, nuestro logo, mi logo",
    "zh": "定制, 定製, 订制, 訂製, 客制, 客製, 刻字, 刻名, 雕刻, 个性化, 個性化, 印字, 印名字, "
    "印上, 印logo, 绣字, 设计稿, 打样",
}

PLAIN_PRE_ORDER = {
    "de": "vor dem kauf, vor meinem kauf, vor der bestellung, vor meiner bestellung, "
    "bevor ich .. bestelle, bevor ich .. kaufe, bevor wir .. bestellen, bevor wir .. kaufen, "
    "noch nicht bestellt, noch nicht gekauft, noch nichts bestellt, noch nichts gekauft, "
    "möchte .. kaufen, möchte .. bestellen, würde .. kaufen, würde .. bestellen, "
    "überlege .. zu kaufen, überlege .. zu bestellen, interessiere mich für, kaufinteresse, "
    "wenn ich .. bestelle, wenn ich .. kaufe, auf lager, vorrätig, wieder lieferbar, "
    "wieder verfügbar",
    "en": "before i .. buy, before i .. order, before we .. buy, before we .. order, "
    "before buying, before ordering, before purchas*, before i .. purchase, prior to buying, "
    "prior to ordering, prior to purchas*, thinking of buying, thinking about buying, "
    "thinking about ordering, considering ordering, plan to buy, plan to order, if i buy, "
    "if i order, thinking of ordering, planning to buy, planning to order, considering buying, "
    "interested in buying, interested in ordering, interested in purchasing, want to buy, "
    "would like to buy, id like to buy, want to order, would like to order, id like to order, "
    "looking to buy, not ordered yet, havent ordered, have not ordered, not bought yet, "
    "havent bought, have not bought, in stock, back in stock, restock*",
    "es": "antes de comprar*, antes de pedir*, antes de hacer .. pedido, antes de realizar .., "
    "quiero comprar*, quisiera comprar*, gustaria comprar*, pensando en comprar*, "
    "interesado en comprar*, interesada en comprar*, me interesa comprar*, si compro, en stock, "
    "hay existencias, no he comprado, no lo he comprado, no la he comprado, no he pedido",
    "zh": "下单前, 下单之前, 购买前, 购买之前, 买之前, 买前, 还没下单, 还没有下单, 没下单, "
    "没有下单, 未下单, 还没买, 还没有买, 尚未购买, 想买, 想购买, 想下单, 想订购, 准备买, "
    "准备购买, 打算买, 打算购买, 考虑购买, 如果我买, 如果买, 有货吗, 有没有货, 现货, 还有货, "
    "有库存, 有货, 补货",
}

LIKELY_PRE_ORDER = {
    "de": "was kostet, wie viel kostet, wieviel kostet, was kosten, wie viel kosten, lieferbar, "
    "verfügbar, haben sie .. im sortiment, gibt es .. auch, führen sie, verkaufen sie, "
    "bieten sie, mengenrabatt, preisanfrage, angebot",
    "en": "how much is, how much are, how much does, how much do, do you sell, do you have .. in, "
    "do you offer, do you stock, available in, is .. available, are .. available, bulk discount, "
    "quote, quotation, to buy",
    "es": "cuanto cuesta, cuanto cuestan, que precio, tienen disponible, esta disponible, "
    "disponible en, venden, presupuesto, descuento por cantidad",
    "zh": "多少钱, 什么价格, 价格是多少, 报价, 你们卖, 有卖, 批发, 多买, 库存",
}

# Signs of an order that was placed: they speak against a question before one.
BOUGHT = {
    "de": "gekauft*, bestellt*, erhalten, bekommen, angekommen, geliefert, meine bestellung, "
    "meiner bestellung, bestellnummer*, auftragsnummer*",
    "en": "bought, ordered, purchased, received, arrived, delivered, my order, order number, "
    "my purchase",
    "es": "comprado, compre, pedi, recibido, recibi, llegado, mi pedido, mi compra, "
    "numero de pedido",
    "zh": "买了, 买的, 已买, 购买了, 已购买, 购买的, 下单了, 已下单, 收到, 到货了, 我的订单, "
    "订单号, 订购了",
}

# Something happened, or something is wanted done, with an order that exists.
HAPPENED = {
    "de": "kaputt*, defekt*, *beschädig*, *schaden, schäden, zerbroch*, gebroch*, zerkratz*, "
    "kratzer, riss, risse, gerissen, mangel, mängel, mangelhaft*, funktionier*, geht nicht, "
    "leuchtet nicht, flacker*, wackel*, fehlt, fehlen, fehlend*, unvollständig*, falsch*, "
    "verkehrt*, stimmt nicht, passt nicht, gefällt nicht, nicht angekommen, nicht erhalten, "
    "nicht bekommen, nicht geliefert, nie angekommen, kam nicht, kam nie, noch nicht da, "
    "nicht da, wo ist, wo bleibt, wann kommt, sendung*, paket*, päckchen, zustell*, zugestellt, "
    "dhl, hermes, verspät*, verzöger*, zu spät, warte, warten, verloren*, *erstatt*, geld zurück, "
    "stornier*, storno, widerruf*, kündig*, reklam*, beschwer*, *umtausch*, austausch*, "
    "zurückgeb*, zurückschick*, zurücksend*, zurück, ersatz*, reparatur*, reparier*, doppelt, "
    "abgebucht, mahnung*, lieferadresse*, adresse .. ändern, ändern .. adresse, anwalt*, betrug*, "
    "raucht*, brennt, verbrannt*, gefährlich*, aber .. nicht, ware nicht, lampe nicht, "
    "artikel nicht, produkt nicht, enttäuscht*, unzufrieden*, gewährleistung*, anschließ*, "
    "anschluss*",
    "en": "damag*, broken, broke, breaks, defect*, faulty, fault, crack*, scratch*, dent, dented, "
    "doesnt work, does not work, not working, isnt working, stopped working, wont turn, missing, "
    "incomplete, wrong, incorrect, mistake, not received, never received, havent received, "
    "not receive, didnt receive, not got, hasnt arrived, not arrived, never arrived, "
    "didnt arrive, not arrive, not come, not delivered, where is, wheres, when will .. arrive, "
    "when does .. arrive, track*, parcel*, package*, lost, late, delay*, waiting, refund*, "
    "reimburs*, money back, cancel*, withdraw*, return .. it, return .. lamp, return my, "
    "return this, return these, want to return, would like to return, send .. back, "
    "sending .. back, exchange*, replace*, repair*, fix, spare part*, complain*, twice, charged, "
    "overcharged, chargeback, payment failed, change .. address, shipping address, "
    "delivery address, lawyer*, fraud*, scam*, dangerous, smoke*, smoking, burn*, but not, "
    "disappointed, unhappy, poor quality, stolen, install*",
    "es": "roto, rota, rotos, rotas, rompio, dañad*, daño*, defectuos*, averiad*, averia*, "
    "no funciona*, dejo de funcionar, rayad*, golpead*, falta, faltan, incomplet*, equivocad*, "
    "erroneo*, erronea*, incorrect*, no he recibido, no hemos recibido, no recibi, "
    "no .. ha llegado, no llego, no llega, no .. llegado, nunca llego, donde esta, cuando llega*, "
    "seguimiento, paquete*, perdid*, retras*, llega tarde, demasiado tarde, reembols*, devolver*, "
    "devuelv*, dinero, cancel*, anular*, desist*, cambiar*, cambio, reclam*, queja*, repar*, "
    "repuesto*, recambio*, cobrado .. veces, cobro, cargo, direccion de entrega, "
    "direccion de envio, abogado*, estafa*, fraude*, pero el .. no, pero la .. no, "
    "pero los .. no, pero las .. no, decepcionad*, sustitu*, reemplaz*, peligros*, humo, quema*, "
    "instalar*",
    "zh": "坏了, 坏的, 坏掉, 损坏, 損壞, 破损, 破損, 破了, 碎, 裂, 划痕, 刮痕, 瑕疵, 故障, "
    "不能用, 用不了, 不亮, 不工作, 没反应, 少了, 缺少, 缺件, 缺了, 漏发, 发错, 错发, 送错, 写错, "
    "刻错, 弄错, 搞错, 错了, 错误, 没收到, 没有收到, 未收到, 沒收到, 沒有收到, 没到, 还没到, "
    "未到, 没送到, 没有送到, 到哪, 什么时候到, 什么时候能到, 何时到, 多久到, 多久能到, 物流, "
    "快递, 快遞, 包裹, 丢失, 丢了, 丢件, 退款, 退钱, 退货, 退貨, 退回, 退换, 换货, 換貨, 更换, "
    "调换, 换一, 补发, 重发, 取消, 投诉, 投訴, 差评, 维修, 修理, 配件, 赔, 重复扣, 扣款, 多扣, "
    "改地址, 修改地址, 换地址, 收货地址, 律师, 假货, 骗, 冒烟, 着火, 烧了, 危险, 失望, 催",
}

# A matter that is covered once there is an order, and that people also ask about before one.
MATTER = {
    "de": "liefer*, versand*, versend*, verschick*, retour*, rücksend*, rückgabe*, garantie*, "
    "zahlungsart*, zahlungsmethode*, ratenzahlung, zahlen, bezahlen, zahlung, zahlungen, "
    "kauf auf, kaufen auf, lastschrift, gutschrift*, gutschein*, rabattcode*, anleitung*, "
    "aufbau*, montage*, montier*, bedien*, benutz*, einbau*, passwort*, kundenkonto",
    "en": "deliver, delivery, deliveries, ship, ships, shipping, shipped, shipment*, dispatch*, "
    "courier, return, returns, returning, returned, warrant*, guarantee*, payment*, pay by, "
    "coupon*, voucher*, promo, discount code, how do i use, how to use, manual, instructions, "
    "assembl*, connect*, password*, my account, work, works",
    "es": "envios, el envio, de envio, su envio, mi envio, entrega*, devolucion*, garantia*, "
    "metodo de pago, metodos de pago, forma de pago, formas de pago, cupon*, instrucciones, "
    "montaje, montar, manual, contraseña, mi cuenta, como se usa, conectar*",
    "zh": "发货, 發貨, 送货, 送貨, 配送, 运费, 運費, 包邮, 到货, 保修, 质保, 售后, 怎么用, "
    "如何使用, 安装, 说明书, 付款, 支付, 优惠券, 优惠码, 质量, 品质",
}

# How to use a thing one has. Who asks before an order asks about such things as well.
USE = {
    "de": "schalter*, stecker*, birne, birnen, gluehbirne*, leuchtmittel*, batterie*, akku*, "
    "ladegerät*, kabel*, wie .. benutze, welche .. brauche ich, wie .. wechsel*, wie .. reinig*",
    "en": "switch*, plug*, bulb*, battery, batteries, charger*, cable*, how do i clean, "
    "how do i change, how do i turn, how do i set, how can i clean, which .. do i need",
    "es": "interruptor*, enchufe*, bombilla*, bateria*, pilas, cargador*, como .. limpi*, "
    "como se limpia, como se cambia",
    "zh": "开关, 插头, 灯泡, 电池, 充电, 怎么换, 怎么清洁",
}
