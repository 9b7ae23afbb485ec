<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClearButton</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This is required.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>Another record has this value already.</source>
        <translation>已有其他记录使用此值。</translation>
    </message>
    <message>
        <source>There seems to be such a record already.</source>
        <translation>似乎已有这样的记录。</translation>
    </message>
    <message>
        <source>This is not a number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>This is not a whole number.</source>
        <translation>这不是整数。</translation>
    </message>
    <message>
        <source>At most {limit} digits after the point.</source>
        <translation>小数点后最多 {limit} 位。</translation>
    </message>
    <message>
        <source>This is outside the allowed range.</source>
        <translation>超出允许范围。</translation>
    </message>
    <message>
        <source>This is not a date. Write it like 2026-11-23.</source>
        <translation>这不是日期，请写成 2026-11-23 的形式。</translation>
    </message>
    <message>
        <source>Day or month first? Write the date like 2026-11-23.</source>
        <translation>日月顺序不明确，请写成 2026-11-23 的形式。</translation>
    </message>
    <message>
        <source>A date without a time is expected.</source>
        <translation>此处只需日期，不含时间。</translation>
    </message>
    <message>
        <source>The time needs a time zone.</source>
        <translation>时间需要带时区。</translation>
    </message>
    <message>
        <source>This is not a duration. Write it like 1:30 or 2 h 15 min.</source>
        <translation>这不是时长，请写成 1:30 或 2小时15分。</translation>
    </message>
    <message>
        <source>Yes or no is expected.</source>
        <translation>请填“是”或“否”。</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>这不是金额。</translation>
    </message>
    <message>
        <source>“{currency}” is not a currency.</source>
        <translation>“{currency}”不是货币。</translation>
    </message>
    <message>
        <source>The amount needs a currency.</source>
        <translation>金额需要货币。</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>这不是电子邮箱地址。</translation>
    </message>
    <message>
        <source>This is not a phone number.</source>
        <translation>这不是电话号码。</translation>
    </message>
    <message>
        <source>This is not a web address. It starts with https://.</source>
        <translation>这不是网址，网址以 https:// 开头。</translation>
    </message>
    <message>
        <source>This is not a postal address.</source>
        <translation>这不是有效的地址。</translation>
    </message>
    <message>
        <source>This does not name a record.</source>
        <translation>没有指向任何记录。</translation>
    </message>
    <message>
        <source>This does not point to a record.</source>
        <translation>没有指向任何记录。</translation>
    </message>
    <message>
        <source>This is not valid JSON.</source>
        <translation>这不是有效的 JSON。</translation>
    </message>
    <message>
        <source>Text is expected.</source>
        <translation>此处应为文本。</translation>
    </message>
    <message>
        <source>A list is expected.</source>
        <translation>此处应为列表。</translation>
    </message>
    <message>
        <source>This kind of value does not fit here.</source>
        <translation>此类值不适用于此处。</translation>
    </message>
    <message>
        <source>“{part}” is not a part of an address.</source>
        <translation>“{part}”不是地址的组成部分。</translation>
    </message>
    <message>
        <source>“{option}” is not one of the choices.</source>
        <translation>“{option}”不在可选项中。</translation>
    </message>
    <message>
        <source>This is too long: at most {limit} characters.</source>
        <translation>内容过长：最多 {limit} 个字符。</translation>
    </message>
    <message>
        <source>These are too many: at most {limit}.</source>
        <translation>数量过多：最多 {limit} 个。</translation>
    </message>
    <message>
        <source>Only one line is allowed.</source>
        <translation>只能填写一行。</translation>
    </message>
    <message>
        <source>This contains characters that cannot be stored.</source>
        <translation>含有无法保存的字符。</translation>
    </message>
    <message>
        <source>This is calculated and cannot be entered.</source>
        <translation>此项为自动计算，不能填写。</translation>
    </message>
    <message>
        <source>This cannot be changed.</source>
        <translation>此项不能修改。</translation>
    </message>
    <message>
        <source>It does not exist any more, or you may not see it.</source>
        <translation>它已不存在，或您无权查看。</translation>
    </message>
    <message>
        <source>You do not have the permission for this.</source>
        <translation>您没有此操作的权限。</translation>
    </message>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>用户名或密码错误。</translation>
    </message>
    <message>
        <source>The code is wrong or was used already.</source>
        <translation>验证码错误或已被使用。</translation>
    </message>
    <message>
        <source>This user is disabled. Ask your administrator.</source>
        <translation>该用户已停用，请联系管理员。</translation>
    </message>
    <message>
        <source>Please sign in again.</source>
        <translation>请重新登录。</translation>
    </message>
    <message>
        <source>This device was signed out. Please sign in again.</source>
        <translation>此设备已被登出，请重新登录。</translation>
    </message>
    <message>
        <source>Too many attempts. Try again in {retryAfter} seconds.</source>
        <translation>尝试次数过多，请在 {retryAfter} 秒后重试。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The disk could not be read or written.</source>
        <translation>磁盘读写失败。</translation>
    </message>
    <message>
        <source>The data is in use by another program.</source>
        <translation>数据正被其他程序使用。</translation>
    </message>
    <message>
        <source>The data could not be opened.</source>
        <translation>无法打开数据。</translation>
    </message>
    <message>
        <source>The server is stopping. Nothing is lost; it is tried again later.</source>
        <translation>服务器正在停止。不会丢失任何内容，稍后自动重试。</translation>
    </message>
    <message>
        <source>This needs a connection to the server.</source>
        <translation>此操作需要连接服务器。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not the one that you trusted.</source>
        <translation>服务器证书与您信任的证书不一致。</translation>
    </message>
    <message>
        <source>This version does not fit the server&apos;s. Please update.</source>
        <translation>此版本与服务器不兼容，请更新。</translation>
    </message>
    <message>
        <source>The server needs a newer version of this program.</source>
        <translation>服务器要求更新版本的客户端。</translation>
    </message>
    <message>
        <source>The server is older than this program. Ask your administrator.</source>
        <translation>服务器版本低于本程序，请联系管理员。</translation>
    </message>
    <message>
        <source>There is no field of this name.</source>
        <translation>没有这个名称的字段。</translation>
    </message>
    <message>
        <source>“{token}” is not expected here.</source>
        <translation>此处不应出现“{token}”。</translation>
    </message>
    <message>
        <source>The expression is not finished.</source>
        <translation>表达式不完整。</translation>
    </message>
    <message>
        <source>These kinds of values do not go together.</source>
        <translation>这些类型的值不能一起使用。</translation>
    </message>
    <message>
        <source>This name is taken already.</source>
        <translation>此名称已被占用。</translation>
    </message>
    <message>
        <source>A name starts with a small letter and has letters and digits only.</source>
        <translation>标识以小写字母开头，只含字母和数字。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出现错误。</translation>
    </message>
    <message>
        <source>This is not valid.</source>
        <translation>内容无效。</translation>
    </message>
    <message>
        <source>This is not possible in the present state.</source>
        <translation>当前状态下无法执行此操作。</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>内容过大。</translation>
    </message>
    <message>
        <source>Too many at once. Try again later.</source>
        <translation>操作过于频繁，请稍后再试。</translation>
    </message>
    <message>
        <source>Not available now. It is tried again later.</source>
        <translation>暂时不可用，稍后自动重试。</translation>
    </message>
    <message>
        <source>This version does not support that.</source>
        <translation>此版本不支持该功能。</translation>
    </message>
    <message>
        <source>The data is damaged.</source>
        <translation>数据已损坏。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
</context>
<context>
    <name>FieldError</name>
    <message>
        <source>At least %1.</source>
        <translation>不能小于 %1。</translation>
    </message>
    <message>
        <source>At most %1.</source>
        <translation>不能大于 %1。</translation>
    </message>
    <message>
        <source>Between %1 and %2.</source>
        <translation>应在 %1 到 %2 之间。</translation>
    </message>
</context>
<context>
    <name>FieldFormat</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>How a day is written, in the letters of QLocale::toString</extracomment>
        <translation>yyyy-MM-dd</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <extracomment>How a day with its time is written, in the letters of QLocale::toString</extracomment>
        <translation>yyyy-MM-dd HH:mm</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>tandem::client::AddressFieldEditor</name>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>District</source>
        <translation>区县</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>街道门牌</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>邮编</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
</context>
<context>
    <name>tandem::client::Badge</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::BooleanFieldEditor</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>tandem::client::BusyBar</name>
    <message>
        <source>Working</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
</context>
<context>
    <name>tandem::client::CalendarPopup</name>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>tandem::client::Chip</name>
    <message>
        <source>Press Delete to remove</source>
        <translation>按 Delete 键移除</translation>
    </message>
</context>
<context>
    <name>tandem::client::ChoiceFieldEditor</name>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>tandem::client::ComputedFieldEditor</name>
    <message>
        <source>Calculated</source>
        <translation>自动计算</translation>
    </message>
</context>
<context>
    <name>tandem::client::ConflictDialog</name>
    <message>
        <source>Settle</source>
        <translation>解决</translation>
    </message>
    <message numerus="yes">
        <source>Settle %n</source>
        <translation>
            <numerusform>解决 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>You and somebody else changed the same fields. Choose what shall stand. What you leave open can be settled later, and nothing is lost.</source>
        <translation>您和他人修改了相同的字段。请选择保留哪个值。未选择的可以以后再处理，不会丢失任何内容。</translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>全部用我的</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>全部用对方的</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>tandem::client::ConflictRow</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Mine: %1</source>
        <translation>我的：%1</translation>
    </message>
    <message>
        <source>Theirs: %1</source>
        <translation>对方的：%1</translation>
    </message>
    <message>
        <source>As it was: %1</source>
        <translation>原来的：%1</translation>
    </message>
    <message>
        <source>Another value:</source>
        <translation>其他值：</translation>
    </message>
    <message>
        <source>stands now</source>
        <translation>当前生效</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>before both changes</source>
        <translation>双方修改之前</translation>
    </message>
</context>
<context>
    <name>tandem::client::CustomEntityDialog</name>
    <message>
        <source>Called in English</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Several, in English</source>
        <translation>英文复数</translation>
    </message>
    <message>
        <source>Called in Chinese</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>Name for interfaces</source>
        <translation>接口标识</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Administrators</source>
        <translation>仅管理员</translation>
    </message>
    <message>
        <source>New kind of record</source>
        <translation>新建对象</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tandem::client::CustomFieldDialog</name>
    <message>
        <source>New field of %1</source>
        <translation>新建%1字段</translation>
    </message>
    <message>
        <source>Field of %1</source>
        <translation>%1的字段</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tandem::client::DateFieldEditor</name>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Pick a day (Alt+Down)</source>
        <translation>选择日期（Alt+↓）</translation>
    </message>
    <message>
        <source>Calendar for %1</source>
        <translation>%1的日历</translation>
    </message>
</context>
<context>
    <name>tandem::client::DateTimeFieldEditor</name>
    <message>
        <source>HH:MM</source>
        <translation>时:分</translation>
    </message>
    <message>
        <source>Time of %1</source>
        <translation>%1的时间</translation>
    </message>
</context>
<context>
    <name>tandem::client::FieldDefEditor</name>
    <message>
        <source>Label in English</source>
        <translation>英文标签</translation>
    </message>
    <message>
        <source>Label in Chinese</source>
        <translation>中文标签</translation>
    </message>
    <message>
        <source>Name for interfaces</source>
        <translation>接口标识</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Points to</source>
        <translation>关联对象</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>Digits after the point</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Smallest value</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>Lists can be sorted and filtered by it quickly</source>
        <translation>列表可按此字段快速排序和筛选</translation>
    </message>
    <message>
        <source>Found by search</source>
        <translation>可被搜索</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Long text</source>
        <translation>多行文本</translation>
    </message>
    <message>
        <source>Formatted text</source>
        <translation>富文本</translation>
    </message>
    <message>
        <source>Whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Decimal number</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>Amount of money</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Percentage</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是/否</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期时间</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>单选</translation>
    </message>
    <message>
        <source>Several choices</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>Link to a record</source>
        <translation>关联记录</translation>
    </message>
    <message>
        <source>Links to records</source>
        <translation>关联多条记录</translation>
    </message>
    <message>
        <source>Link to any record</source>
        <translation>关联任意记录</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>电子邮箱</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Postal address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Running number</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Roll-up</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
</context>
<context>
    <name>tandem::client::FieldDiffView</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>From</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>To</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
</context>
<context>
    <name>tandem::client::FileFieldEditor</name>
    <message>
        <source>This file is not a picture.</source>
        <translation>此文件不是图片。</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.svg)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.svg)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::FormBody</name>
    <message>
        <source>Further fields</source>
        <translation>其他字段</translation>
    </message>
</context>
<context>
    <name>tandem::client::FormSection</name>
    <message>
        <source>%1, required</source>
        <translation>%1，必填</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必填</translation>
    </message>
</context>
<context>
    <name>tandem::client::LanguageSwitcher</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>tandem::client::LinkFieldEditor</name>
    <message>
        <source>Choose a record from the list, or clear the field.</source>
        <translation>请从列表中选择一条记录，或清空此项。</translation>
    </message>
    <message>
        <source>Search %1</source>
        <translation>搜索%1</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>找到的记录</translation>
    </message>
    <message>
        <source>Kind of %1</source>
        <translation>%1的类型</translation>
    </message>
    <message>
        <source>Create “%1”</source>
        <translation>新建“%1”</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
</context>
<context>
    <name>tandem::client::LinksFieldEditor</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::MessageStrip</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>tandem::client::MoneyFieldEditor</name>
    <message>
        <source>Currency of %1</source>
        <translation>%1的货币</translation>
    </message>
</context>
<context>
    <name>tandem::client::OptionsEditor</name>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Add an option</source>
        <translation>添加选项</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>tandem::client::QuickCreateDialog</name>
    <message>
        <source>New: %1</source>
        <translation>新建：%1</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>更多字段</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordForm</name>
    <message>
        <source>This was changed and not saved.</source>
        <translation>内容已修改，尚未保存。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>保存（Ctrl+S）</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>Save and close (Ctrl+Enter)</source>
        <translation>保存并关闭（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Take back what was typed since the last save</source>
        <translation>撤回上次保存之后的修改</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) need attention before this can be saved.</source>
        <translation>
            <numerusform>有 %n 个字段需要修正后才能保存。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>This record is in the recycle bin.</source>
        <translation>此记录在回收站中。</translation>
    </message>
    <message>
        <source>This record was removed or is no longer shared with you.</source>
        <translation>此记录已删除，或不再与您共享。</translation>
    </message>
    <message>
        <source>This record was moved to the recycle bin.</source>
        <translation>此记录已移入回收站。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Changed elsewhere to %1.</source>
        <translation>已在别处改为 %1。</translation>
    </message>
    <message>
        <source>Changed by %1 to %2.</source>
        <translation>%1 已改为 %2。</translation>
    </message>
    <message>
        <source>Take that</source>
        <translation>采用该值</translation>
    </message>
    <message>
        <source>What you typed on %1 and did not save is here again.</source>
        <translation>已恢复您于 %1 输入但未保存的内容。</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>You began one on %1 and did not save it.</source>
        <translation>您于 %1 开始填写了一条，尚未保存。</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续填写</translation>
    </message>
</context>
<context>
    <name>tandem::client::Records</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新建：%1</translation>
    </message>
    <message>
        <source>Delete: %1</source>
        <translation>删除：%1</translation>
    </message>
    <message>
        <source>Restore: %1</source>
        <translation>恢复：%1</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>修改：%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::RichTextFieldEditor</name>
    <message>
        <source>Bold</source>
        <translation>粗体</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>斜体</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>下划线</translation>
    </message>
    <message>
        <source>Strike through</source>
        <translation>删除线</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Bullet list</source>
        <translation>项目符号列表</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>编号列表</translation>
    </message>
    <message>
        <source>Link the selected text</source>
        <translation>为所选文字添加链接</translation>
    </message>
    <message>
        <source>Formatting</source>
        <translation>格式</translation>
    </message>
</context>
<context>
    <name>tandem::client::SearchBox</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>tandem::client::SectionHeader</name>
    <message>
        <source>Collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Expanded</source>
        <translation>已展开</translation>
    </message>
</context>
<context>
    <name>tandem::client::SetFieldEditor</name>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>All are chosen</source>
        <translation>已全部选择</translation>
    </message>
</context>
<context>
    <name>tandem::client::Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>tandem::client::TypedFieldEditor</name>
    <message>
        <source>1:30 or 1 h 30 min</source>
        <translation>1:30 或 1小时30分</translation>
    </message>
    <message>
        <source>Given by the server</source>
        <translation>由服务器生成</translation>
    </message>
    <message>
        <source>Write an e-mail</source>
        <translation>写邮件</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打电话</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
</context>
</TS>
